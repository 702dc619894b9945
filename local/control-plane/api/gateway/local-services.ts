import { AwsError } from '../aws-error.ts';

/**
 * Services that the local side plays itself and has no answer of yet, by their name in the credential scope.
 * LocalStack lacks them too, so that passing them on would only hide that.
 */
const notOffered: Readonly<Record<string, string>> = {
  rds: 'Amazon RDS',
  elasticache: 'Amazon ElastiCache',
  cloudfront: 'Amazon CloudFront',
  'application-autoscaling': 'Application Auto Scaling',
};

/** The error for a service that the local environment has no API of; undefined for the others. */
export function notOfferedError(service: string | undefined): AwsError | undefined {
  const name =
    service === undefined ? undefined : Object.entries(notOffered).find(([key]) => key === service);
  return name === undefined
    ? undefined
    : new AwsError('NotImplemented', `${name[1]} is not offered by the local environment yet.`, 501);
}
