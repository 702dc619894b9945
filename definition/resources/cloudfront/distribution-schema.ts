import { z } from 'zod';
import { informational } from '../../properties/common-reasons.ts';
import { flag, keyValues, text } from '../../properties/scalars.ts';
import { approximated, recorded, refused, withoutValues } from '../../properties/standing.ts';
import { behaviorSchema, pathBehaviorSchema } from './cache-behavior.ts';
import { errorResponses } from './custom-error-response.ts';
import { haveDuplicates } from './header-name.ts';
import { alias } from './host-name.ts';
import { originGroupsSchema } from './origin-group.ts';
import { originSchema } from './origin-schema.ts';
import { isOwnCertificate, viewerCertificateSchema } from './viewer-certificate.ts';

const tenants = 'multi-tenant distributions are not supported';
const staging = 'continuous deployment of distributions is not supported';

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
  Enabled: withoutValues(flag, { false: 'a disabled distribution serves no requests: leave it out' }),
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
    'The edge does not support HTTP/3.',
  ),
  Origins: z
    .array(originSchema)
    .min(1)
    .max(...upTo(100))
    .refine(
      (origins) => new Set(origins.map(({ Id }) => Id)).size === origins.length,
      'each origin needs a unique ID',
    ),
  OriginGroups: originGroupsSchema,
  DefaultCacheBehavior: behaviorSchema,
  CacheBehaviors: z
    .array(pathBehaviorSchema)
    .max(...upTo(75))
    .refine(
      (behaviors) => new Set(behaviors.map(({ PathPattern }) => PathPattern)).size === behaviors.length,
      'each behavior needs a unique path pattern',
    )
    .default([]),
  CustomErrorResponses: errorResponses,
  ViewerCertificate: recorded(
    'The edge serves a certificate issued by the local certificate authority, with TLS 1.2 and 1.3.',
    viewerCertificateSchema,
  ),
  Logging: recorded('Requests are not logged to a bucket.', logging),
  Comment: recorded(informational, text),
  PriceClass: recorded(
    'There is only one edge.',
    z.enum(['PriceClass_100', 'PriceClass_200', 'PriceClass_All']),
  ),
  IPV6Enabled: recorded('The edge listens on 127.0.0.1 only.', flag),
  WebACLId: recorded(
    'No web application firewall runs locally: requests that the web ACL would block are served.',
    text,
  ),
  Restrictions: restrictions.optional(),
  AnycastIpListId: recorded('The edge listens on 127.0.0.1 only.', text),
  CacheTagConfig: recorded(
    'The edge cache cannot be invalidated by tag.',
    z.strictObject({ HeaderName: text }),
  ),
  ConnectionMode: recorded(
    'There are no distribution tenants locally.',
    withoutValues(z.literal('direct'), { 'tenant-only': tenants }),
  ),
  TenantConfig: refused(tenants),
  ConnectionFunctionAssociation: refused('the edge does not run CloudFront functions'),
  ViewerMtlsConfig: refused('the edge does not request client certificates from viewers'),
  ContinuousDeploymentPolicyId: refused(staging),
  Staging: refused(staging),
  CNAMEs: refused('it is the legacy form of Aliases: use Aliases'),
  CustomOrigin: refused('it is the legacy form of Origins: use Origins'),
  S3Origin: refused('it is the legacy form of Origins: use Origins'),
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
  Tags: recorded('No local API returns the tags of CloudFront resources.', keyValues),
});
