import { applicationAutoScalingApi } from '../application-autoscaling/application-autoscaling-api.ts';
import { AwsError } from '../aws-error.ts';
import { cloudFormationApi } from '../cloudformation/cloudformation-api.ts';
import { cloudFrontApi } from '../cloudfront/cloudfront-api.ts';
import { ecrApi } from '../ecr/ecr-api.ts';
import { ecsApi } from '../ecs/ecs-api.ts';
import { elastiCacheApi } from '../elasticache/elasticache-api.ts';
import { elbv2Api } from '../elbv2/elbv2-api.ts';
import { monitoringApi } from '../monitoring/monitoring-api.ts';
import type { Service } from '../protocols/service.ts';
import { rdsApi } from '../rds/rds-api.ts';
import { route53Api } from '../route53/route53-api.ts';

/** The services that are answered here, by their name in the credential scope; all others are LocalStack's. */
export const localServices: ReadonlyMap<string, Service> = new Map(
  Object.entries({
    'application-autoscaling': applicationAutoScalingApi,
    cloudformation: cloudFormationApi,
    cloudfront: cloudFrontApi,
    ecr: ecrApi,
    ecs: ecsApi,
    elasticache: elastiCacheApi,
    elasticloadbalancing: elbv2Api,
    monitoring: monitoringApi,
    rds: rdsApi,
    route53: route53Api,
  }),
);

/**
 * Services that the local environment provides itself or leaves out, with their names: they have no API here.
 * LocalStack lacks them too, so that passing them on would only hide that.
 */
export const notOffered: ReadonlyMap<string, string> = new Map(
  Object.entries({
    wafv2: 'AWS WAF',
  }),
);

/** The service of a credential scope; undefined for one that LocalStack answers. Raises `NotImplemented` (501). */
export function localService(scopeName: string | undefined): Service | undefined {
  if (scopeName === undefined) return undefined;
  const name = notOffered.get(scopeName);
  if (name === undefined) return localServices.get(scopeName);
  throw new AwsError('NotImplemented', `${name} is not supported by the local environment.`, 501);
}
