import { z } from 'zod';
import { flag, text, texts } from '../../properties/scalars.ts';
import { approximated, recorded, refused } from '../../properties/standing.ts';
import { behaviorSchema, pathPattern } from './cache-behavior.ts';
import { errorResponses } from './custom-error-response.ts';
import { originSchema } from './origin-schema.ts';

const tenants = 'distributions for several tenants are not played';
const staging = 'continuous deployments of distributions are not played';

const config = z.strictObject({
  Enabled: flag.refine((isOn) => isOn, 'a distribution that is not enabled answers nothing: leave it out'),
  Aliases: texts.default([]),
  DefaultRootObject: text
    .refine((name) => !name.startsWith('/'), 'it must not begin with a slash')
    .default(''),
  HttpVersion: approximated(
    z.enum(['http1.1', 'http2', 'http3', 'http2and3']).default('http1.1'),
    'The edge does not speak HTTP/3.',
  ),
  Origins: z
    .array(originSchema)
    .min(1)
    .refine(
      (origins) => new Set(origins.map(({ Id }) => Id)).size === origins.length,
      'each origin needs an id of its own',
    ),
  OriginGroups: refused('origin groups are not played: name one origin in each behavior'),
  DefaultCacheBehavior: behaviorSchema,
  CacheBehaviors: z
    .array(behaviorSchema.extend({ PathPattern: pathPattern }))
    .refine(
      (behaviors) => new Set(behaviors.map(({ PathPattern }) => PathPattern)).size === behaviors.length,
      'each behavior needs a path pattern of its own',
    )
    .default([]),
  CustomErrorResponses: errorResponses,
  ViewerCertificate: recorded(
    'The edge has a certificate of the environment’s own authority, for TLS 1.2 and 1.3.',
  ),
  Logging: recorded('Requests are not logged to a bucket.'),
  Comment: recorded('It describes the distribution to people.', text),
  PriceClass: recorded('There is one edge.', text),
  IPV6Enabled: recorded('The edge is published at 127.0.0.1.', flag),
  WebACLId: recorded('No firewall filters requests.', text),
  Restrictions: recorded('No visitor is turned away for the country that it is in.'),
  AnycastIpListId: recorded('The edge is published at 127.0.0.1.', text),
  CacheTagConfig: recorded('Nothing invalidates the edge’s cache by tags.'),
  ConnectionMode: recorded('There are no tenants.', z.literal('direct', tenants)),
  TenantConfig: refused(tenants),
  ConnectionFunctionAssociation: refused('CloudFront functions do not run at the edge'),
  ViewerMtlsConfig: refused('the edge does not ask viewers for a certificate'),
  ContinuousDeploymentPolicyId: refused(staging),
  Staging: refused(staging),
  CNAMEs: refused('it is an older form of Aliases: use those'),
  CustomOrigin: refused('it is an older form of Origins: use those'),
  S3Origin: refused('it is an older form of Origins: use those'),
});

export type DistributionConfig = z.output<typeof config>;

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
export const distributionSchema = z.strictObject({
  DistributionConfig: config,
  Tags: recorded('Tags of the edge are not kept.'),
});
