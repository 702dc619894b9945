import { z } from 'zod';
import { flag, keyValues, text } from '../../properties/scalars.ts';
import { approximated, recorded, refused, withoutValues } from '../../properties/standing.ts';
import { behaviorSchema, pathBehaviorSchema } from './cache-behavior.ts';
import { errorResponses } from './custom-error-response.ts';
import { haveDuplicates } from './header-name.ts';
import { alias } from './host-name.ts';
import { originSchema } from './origin-schema.ts';
import { isOwnCertificate, viewerCertificateSchema } from './viewer-certificate.ts';

const tenants = 'distributions for several tenants are not emulated';
const staging = 'continuous deployments of distributions are not emulated';

const everywhere = 'the edge does not restrict viewers by country';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GeoRestriction.html */
const restrictions = z.strictObject({
  GeoRestriction: z.strictObject({
    RestrictionType: withoutValues(z.literal('none', 'expected none, whitelist or blacklist'), {
      whitelist: everywhere,
      blacklist: everywhere,
    }),
    Locations: refused(everywhere),
  }),
});

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_LoggingConfig.html */
const logging = z.strictObject({
  Bucket: text.optional(),
  Prefix: text.optional(),
  IncludeCookies: flag.optional(),
});

/** A list with as many items as CloudFront allows, unless the quota of the account is another. */
function upTo(quota: number) {
  return [quota, `CloudFront’s default quota is ${quota}`] as const;
}

const members = z.strictObject({
  Enabled: withoutValues(flag, { false: 'a distribution that is not enabled serves nothing: leave it out' }),
  Aliases: z
    .array(alias)
    .max(...upTo(100))
    .refine((names) => !haveDuplicates(names), 'it has the same name twice')
    .default([]),
  DefaultRootObject: text
    .refine((name) => !name.startsWith('/'), 'it must not begin with a slash')
    .refine(
      (name) => /^[\w.*$/~"'&-]{0,255}$/.test(name),
      'expected at most 255 letters, digits and _ - . * $ / ~ " \' &',
    )
    .default(''),
  HttpVersion: approximated(
    z.enum(['http1.1', 'http2', 'http3', 'http2and3']).default('http1.1'),
    'The edge does not speak HTTP/3.',
  ),
  Origins: z
    .array(originSchema)
    .min(1)
    .max(...upTo(100))
    .refine(
      (origins) => new Set(origins.map(({ Id }) => Id)).size === origins.length,
      'each origin needs an id of its own',
    ),
  OriginGroups: refused('origin groups are not emulated: name one origin in each behavior'),
  DefaultCacheBehavior: behaviorSchema,
  CacheBehaviors: z
    .array(pathBehaviorSchema)
    .max(...upTo(75))
    .refine(
      (behaviors) => new Set(behaviors.map(({ PathPattern }) => PathPattern)).size === behaviors.length,
      'each behavior needs a path pattern of its own',
    )
    .default([]),
  CustomErrorResponses: errorResponses,
  ViewerCertificate: recorded(
    'The edge has a certificate of the environment’s own authority, for TLS 1.2 and 1.3.',
    viewerCertificateSchema,
  ),
  Logging: recorded('Requests are not logged to a bucket.', logging),
  Comment: recorded('It describes the distribution to people.', text),
  PriceClass: recorded('There is one edge.', z.enum(['PriceClass_100', 'PriceClass_200', 'PriceClass_All'])),
  IPV6Enabled: recorded('The edge is published at 127.0.0.1.', flag),
  WebACLId: recorded(
    'No firewall runs locally: a request that the rules of the web ACL would block is answered.',
    text,
  ),
  Restrictions: restrictions.optional(),
  AnycastIpListId: recorded('The edge is published at 127.0.0.1.', text),
  CacheTagConfig: recorded(
    'Nothing invalidates the edge’s cache by tags.',
    z.strictObject({ HeaderName: text }),
  ),
  ConnectionMode: recorded(
    'There are no tenants.',
    withoutValues(z.literal('direct'), { 'tenant-only': tenants }),
  ),
  TenantConfig: refused(tenants),
  ConnectionFunctionAssociation: refused('CloudFront functions do not run at the edge'),
  ViewerMtlsConfig: refused('the edge does not ask viewers for a certificate'),
  ContinuousDeploymentPolicyId: refused(staging),
  Staging: refused(staging),
  CNAMEs: refused('it is an older form of Aliases: use those'),
  CustomOrigin: refused('it is an older form of Origins: use those'),
  S3Origin: refused('it is an older form of Origins: use those'),
});

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements */
const config = members.refine(
  ({ Aliases, ViewerCertificate }) => Aliases.length === 0 || isOwnCertificate(ViewerCertificate),
  { error: 'alternate names need a certificate in ViewerCertificate', path: ['Aliases'] },
);

export type DistributionConfig = z.output<typeof config>;

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
export const distributionSchema = z.strictObject({
  DistributionConfig: config,
  Tags: recorded('Tags of the edge are not kept.', keyValues),
});
