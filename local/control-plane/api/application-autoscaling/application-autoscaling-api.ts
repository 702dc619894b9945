import { jsonService } from '../protocols/json-service.ts';
import { operations } from './operations.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/Welcome.html */
export const applicationAutoScalingApi = jsonService({
  name: 'Application Auto Scaling',
  targetPrefix: 'AnyScaleFrontendService.',
  faultCode: 'InternalServiceException',
  errorText: 'Message',
  operations,
});
