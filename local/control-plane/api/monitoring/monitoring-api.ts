import { multiProtocolService } from '../protocols/multi-protocol-service.ts';
import { operations } from './operations.ts';

const version = '2010-08-01';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html */
const errorShapes = new Map(
  Object.entries({
    AccessDenied: 'AccessDeniedException',
    InternalServiceError: 'InternalServiceFault',
    InvalidFormat: 'InvalidFormatFault',
    InvalidParameterCombination: 'InvalidParameterCombinationException',
    InvalidParameterValue: 'InvalidParameterValueException',
    LimitExceeded: 'LimitExceededFault',
    MissingParameter: 'MissingRequiredParameterException',
    ValidationError: 'ValidationException',
  }),
);

/** Nothing here depends on dashboards. */
const dashboards = new Set(['PutDashboard', 'GetDashboard', 'ListDashboards', 'DeleteDashboards']);

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html */
export const monitoringApi = multiProtocolService({
  name: 'CloudWatch',
  version,
  namespace: `http://monitoring.amazonaws.com/doc/${version}/`,
  serviceName: 'GraniteServiceVersion20100801',
  faultCode: 'InternalServiceError',
  errorShapes,
  operations,
  declined: dashboards,
});
