import { z } from 'zod';
import type { Distribution } from '../../model/cloudfront.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { number, text, texts } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { behaviorSchema, toCacheBehavior } from './cache-behavior.ts';
import { originSchema, toOrigin } from './origin.ts';

const errorResponse = z.object({
  ErrorCode: number,
  ResponseCode: number.optional(),
  ResponsePagePath: text.optional(),
  ErrorCachingMinTTL: number.optional(),
});

const schema = z.object({
  DistributionConfig: z.object({
    Aliases: texts.default([]),
    DefaultRootObject: text.optional(),
    Origins: z.array(originSchema).min(1),
    DefaultCacheBehavior: behaviorSchema,
    CacheBehaviors: z.array(behaviorSchema.extend({ PathPattern: text })).default([]),
    CustomErrorResponses: z.array(errorResponse).default([]),
  }),
});

/** CloudFront distributions, with every policy that a behavior names expanded. */
export function readDistributions(template: ResolvedTemplate): readonly Distribution[] {
  return resourcesOfType(template, 'AWS::CloudFront::Distribution').map((resource) =>
    readDistribution(template, resource),
  );
}

function readDistribution(template: ResolvedTemplate, resource: ResolvedResource): Distribution {
  const { DistributionConfig: config } = readProperties(resource, schema);
  rejectUnknownOrigins(resource, config);
  return present({
    logicalId: resource.logicalId,
    domainName: String(template.values(resource.logicalId, 'DomainName')),
    aliases: config.Aliases,
    defaultRootObject: config.DefaultRootObject || undefined,
    origins: config.Origins.map((origin) => toOrigin(template, resource, origin)),
    defaultBehavior: toCacheBehavior(template, resource, config.DefaultCacheBehavior),
    behaviors: config.CacheBehaviors.map((behavior) => ({
      pathPattern: behavior.PathPattern,
      ...toCacheBehavior(template, resource, behavior),
    })),
    customErrorResponses: config.CustomErrorResponses.map(toErrorResponse),
  });
}

function rejectUnknownOrigins(
  resource: ResolvedResource,
  { Origins, DefaultCacheBehavior, CacheBehaviors }: z.output<typeof schema>['DistributionConfig'],
): void {
  const known = Origins.map(({ Id }) => Id);
  const paths = [['DefaultCacheBehavior'], ...CacheBehaviors.map((_, index) => ['CacheBehaviors', index])];
  for (const [index, { TargetOriginId }] of [DefaultCacheBehavior, ...CacheBehaviors].entries()) {
    if (known.includes(TargetOriginId)) continue;
    const path = ['DistributionConfig', ...(paths[index] ?? []), 'TargetOriginId'];
    throw badProperty(resource, path, `not one of the origins ${known.join(', ')}`);
  }
}

function toErrorResponse(properties: z.output<typeof errorResponse>) {
  return present({
    errorCode: properties.ErrorCode,
    responseCode: properties.ResponseCode,
    responsePagePath: properties.ResponsePagePath,
    errorCachingMinTtlSeconds: properties.ErrorCachingMinTTL,
  });
}
