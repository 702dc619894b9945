import { z } from 'zod';
import { informational } from '../../properties/common-reasons.ts';
import { flag, keyValues, number, text, wholeNumber } from '../../properties/scalars.ts';
import { approximated, recorded, refused, withoutValues } from '../../properties/standing.ts';
import { haveDuplicates, headerNameExcept, headerValue } from './header-name.ts';
import { hostName } from './host-name.ts';

const oneDaySeconds = 86_400;
const port = number.pipe(
  z.union(
    [z.literal([80, 443]), z.int().min(1024).max(65_535)],
    'expected 80, 443 or a port from 1024 to 65535',
  ),
);
const readTimeout = wholeNumber(1, 120).default(30);
const keepalive = recorded('The edge closes idle connections to origins after 5 s.', wholeNumber(1, 120));
const sslProtocols = recorded(
  'The edge connects to origins with TLS 1.2 or 1.3.',
  z.array(z.enum(['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2'])),
);
const family = 'Containers have only IPv4 addresses.';

const protocolPolicy = approximated(
  z.enum(['http-only', 'https-only', 'match-viewer']),
  'With `match-viewer`, the edge uses HTTPS to the origin for plain HTTP requests too.',
);

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html */
const headerName = headerNameExcept(
  /^(?:cache-control|connection|content-length|cookie|host|if-.*|max-forwards|pragma|proxy-.*|range|request-range|te|trailer|transfer-encoding|upgrade|via|x-amz-.*|x-edge-.*|x-forwarded-for|x-real-ip|x-forwarded-proto)$/i,
  'not a header that CloudFront adds to requests',
);

const customOrigin = z.strictObject({
  HTTPPort: port.default(80),
  HTTPSPort: port.default(443),
  OriginProtocolPolicy: protocolPolicy,
  OriginReadTimeout: readTimeout,
  OriginKeepaliveTimeout: keepalive,
  OriginSSLProtocols: sslProtocols,
  IpAddressType: recorded(family, z.enum(['ipv4', 'ipv6', 'dualstack'])),
  OriginMtlsConfig: refused('the edge does not present client certificates to origins'),
});

const vpcOrigin = z.strictObject({
  VpcOriginId: text,
  OriginReadTimeout: readTimeout,
  OriginKeepaliveTimeout: keepalive,
  OwnerAccountId: refused('VPC origins of other accounts are not available locally'),
});

const s3Origin = z.strictObject({
  OriginAccessIdentity: text.default(''),
  OriginReadTimeout: readTimeout,
});

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginShield.html */
const originShield = z
  .strictObject({ Enabled: flag.optional(), OriginShieldRegion: text.optional() })
  .refine(({ Enabled, OriginShieldRegion }) => Enabled !== true || OriginShieldRegion !== undefined, {
    error: 'an enabled Origin Shield needs a region',
    path: ['OriginShieldRegion'],
  });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-origin.html */
export const originSchema = z
  .strictObject({
    Id: text.refine((id) => id.length >= 1 && id.length <= 128, 'expected 1 to 128 characters'),
    DomainName: approximated(
      hostName,
      'AWS hosts that are not in the template cannot be reached: the edge responds with 502.',
    ),
    OriginPath: text
      .refine(
        (path) => /^(?:\/[\x21-\x7e]*[\x21-\x2e\x30-\x7e])?$/.test(path) && path.length <= 255,
        'it must begin with a slash and not end with one, and have at most 255 characters without spaces',
      )
      .default(''),
    OriginCustomHeaders: z
      .array(z.strictObject({ HeaderName: headerName, HeaderValue: headerValue }))
      .refine(
        (headers) => !haveDuplicates(headers.map(({ HeaderName }) => HeaderName)),
        'it has the same header twice',
      )
      .default([]),
    OriginAccessControlId: text.default(''),
    ConnectionTimeout: wholeNumber(1, 10).default(10),
    ConnectionAttempts: recorded('The edge tries to connect only once.', wholeNumber(1, 3)),
    ResponseCompletionTimeout: recorded(
      'The edge does not limit the total response time.',
      wholeNumber(1, oneDaySeconds),
    ),
    OriginShield: recorded(
      'There is only one edge, so all requests already reach the origin through a single cache.',
      originShield,
    ),
    VpcOriginConfig: vpcOrigin.optional(),
    CustomOriginConfig: customOrigin.optional(),
    S3OriginConfig: s3Origin.optional(),
  })
  .refine(
    ({ VpcOriginConfig, CustomOriginConfig, S3OriginConfig }) =>
      [VpcOriginConfig, CustomOriginConfig, S3OriginConfig].filter((config) => config !== undefined)
        .length === 1,
    'an origin has exactly one of VpcOriginConfig, CustomOriginConfig and S3OriginConfig',
  )
  .refine(
    ({ OriginAccessControlId, S3OriginConfig }) =>
      OriginAccessControlId === '' || (S3OriginConfig?.OriginAccessIdentity ?? '') === '',
    {
      error: 'an origin has an origin access control or an origin access identity, not both',
      path: ['OriginAccessControlId'],
    },
  )
  .refine(
    ({ ResponseCompletionTimeout: whole, VpcOriginConfig, CustomOriginConfig, S3OriginConfig }) =>
      whole === undefined ||
      whole >= ((VpcOriginConfig ?? CustomOriginConfig ?? S3OriginConfig)?.OriginReadTimeout ?? 0),
    { error: 'it must not be less than OriginReadTimeout', path: ['ResponseCompletionTimeout'] },
  );

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginEndpointConfig.html */
export const vpcOriginSchema = z.strictObject({
  VpcOriginEndpointConfig: z.strictObject({
    Arn: text,
    Name: recorded('Distributions reference the VPC origin by its ID.', text),
    HTTPPort: port.default(80),
    HTTPSPort: port.default(443),
    OriginProtocolPolicy: protocolPolicy.default('match-viewer'),
    OriginSSLProtocols: sslProtocols,
    IpAddressType: recorded(family, z.enum(['ipv4', 'dualstack'])),
  }),
  Tags: recorded('No local API returns the tags of CloudFront resources.', keyValues),
});

const notRun =
  'MediaStore, MediaPackage and Lambda are not available locally: the edge signs only requests to buckets';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html */
export const originAccessControlSchema = z.strictObject({
  OriginAccessControlConfig: z.strictObject({
    Name: recorded('Distributions reference the origin access control by its ID.', text),
    Description: recorded(informational, text),
    OriginAccessControlOriginType: withoutValues(
      z.literal('s3', 'expected s3, mediastore, mediapackagev2 or lambda'),
      { mediastore: notRun, mediapackagev2: notRun, lambda: notRun },
    ),
    SigningBehavior: approximated(
      z.enum(['always', 'never', 'no-override']),
      'With `no-override`, the edge authenticates as itself even if the viewer sends an `Authorization` header.',
    ),
    SigningProtocol: z.literal('sigv4'),
  }),
});

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CloudFrontOriginAccessIdentityConfig.html */
export const originAccessIdentitySchema = z.strictObject({
  CloudFrontOriginAccessIdentityConfig: z.strictObject({
    Comment: recorded(informational, text),
  }),
});
