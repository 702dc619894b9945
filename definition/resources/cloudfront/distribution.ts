import { Failure } from '../../../failure/failure.ts';
import type { Distribution } from '../../model/cloudfront.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties, unsupportedProperty } from '../../properties/read-properties.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { toCacheBehavior } from './cache-behavior.ts';
import { toErrorResponse } from './custom-error-response.ts';
import { type DistributionConfig, distributionSchema } from './distribution-schema.ts';
import { toOrigin } from './origin.ts';
import { toOriginGroup } from './origin-group.ts';

/** CloudFront distributions, with every policy that a behavior names expanded. */
export function readDistributions(template: ResolvedTemplate): readonly Distribution[] {
  const resources = resourcesOfType(template, 'AWS::CloudFront::Distribution');
  const [first, second] = resources;
  if (first !== undefined && second !== undefined) {
    throw secondDistribution(first, second);
  }
  return resources.map((resource) => readDistribution(template, resource));
}

function secondDistribution(first: ResolvedResource, second: ResolvedResource): Failure {
  const { message } = unsupportedProperty(
    second,
    ['DistributionConfig'],
    `the edge serves only one distribution, ${first.logicalId}`,
  );
  return new Failure('TEMPLATE_UNSUPPORTED_PROPERTY', message, {
    hint: 'In the CDK app, leave one of the distributions out if the environment is local, or merge both into one that has the behaviors of both.',
  });
}

function readDistribution(template: ResolvedTemplate, resource: ResolvedResource): Distribution {
  const { DistributionConfig: config } = readProperties(resource, distributionSchema);
  rejectUnknownOrigins(resource, config);
  return present({
    logicalId: resource.logicalId,
    id: String(template.values(resource.logicalId, 'Ref')),
    domainName: String(template.values(resource.logicalId, 'DomainName')),
    aliases: config.Aliases,
    defaultRootObject: config.DefaultRootObject || undefined,
    servesHttp2: config.HttpVersion.startsWith('http2'),
    origins: config.Origins.map((origin, index) =>
      toOrigin({ template, resource, path: ['DistributionConfig', 'Origins', index] }, origin),
    ),
    originGroups: config.OriginGroups?.map(toOriginGroup),
    defaultBehavior: toCacheBehavior(template, resource, config.DefaultCacheBehavior),
    behaviors: config.CacheBehaviors.map(({ PathPattern, ...behavior }) => ({
      pathPattern: PathPattern,
      ...toCacheBehavior(template, resource, behavior),
    })),
    customErrorResponses: config.CustomErrorResponses.map(toErrorResponse),
  });
}

function rejectUnknownOrigins(
  resource: ResolvedResource,
  { Origins, OriginGroups = [], DefaultCacheBehavior, CacheBehaviors }: DistributionConfig,
): void {
  const origins = Origins.map(({ Id }) => Id);
  for (const [index, { Id, Members }] of OriginGroups.entries()) {
    const path = ['DistributionConfig', 'OriginGroups', 'Items', index];
    if (origins.includes(Id)) throw badProperty(resource, [...path, 'Id'], 'an origin has the same ID');
    const unknown = Members.findIndex(({ OriginId }) => !origins.includes(OriginId));
    if (unknown < 0) continue;
    const where = [...path, 'Members', 'Items', unknown, 'OriginId'];
    throw badProperty(resource, where, `not one of the origins ${origins.join(', ')}`);
  }
  const known = [...origins, ...OriginGroups.map(({ Id }) => Id)];
  const paths = [['DefaultCacheBehavior'], ...CacheBehaviors.map((_, index) => ['CacheBehaviors', index])];
  for (const [index, { TargetOriginId }] of [DefaultCacheBehavior, ...CacheBehaviors].entries()) {
    if (known.includes(TargetOriginId)) continue;
    const path = ['DistributionConfig', ...(paths[index] ?? []), 'TargetOriginId'];
    throw badProperty(resource, path, `not one of the origins ${known.join(', ')}`);
  }
}
