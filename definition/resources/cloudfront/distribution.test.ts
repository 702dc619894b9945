import { expect, test } from 'vitest';
import { readTemplate } from '../testing/read-template.ts';
import { readDistributions } from './distribution.ts';

const behavior = {
  TargetOriginId: 'shop',
  ViewerProtocolPolicy: 'redirect-to-https',
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
};
const origin = {
  Id: 'shop',
  DomainName: 'shop.test',
  CustomOriginConfig: { OriginProtocolPolicy: 'http-only' },
};

function distribution(config: object) {
  const whole = { Enabled: true, Origins: [origin], DefaultCacheBehavior: behavior, ...config };
  return { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: whole } };
}

function read(config: object, resources: Parameters<typeof readTemplate>[0] = {}) {
  return readDistributions(readTemplate({ Edge: distribution(config), ...resources }));
}

const second = { ...origin, Id: 'second' };

function groups(changes: object) {
  const group = {
    Id: 'group',
    FailoverCriteria: { StatusCodes: { Quantity: 2, Items: [403, 404] } },
    Members: { Quantity: 2, Items: [{ OriginId: 'shop' }, { OriginId: 'second' }] },
    ...changes,
  };
  return { Quantity: 1, Items: [group] };
}

const certificate = { AcmCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/shop' };
const customHeader = (HeaderName: string) => ({ HeaderName, HeaderValue: 'a' });
const behaving = (changes: object) => ({ DefaultCacheBehavior: { ...behavior, ...changes } });
const from = (changes: object) => ({ Origins: [{ ...origin, ...changes }] });

test.each([
  [
    'DefaultCacheBehavior.FunctionAssociations',
    behaving({ FunctionAssociations: [{ EventType: 'viewer-request' }] }),
  ],
  ['DefaultCacheBehavior.LambdaFunctionAssociations', behaving({ LambdaFunctionAssociations: [{}] })],
  ['DefaultCacheBehavior.TrustedKeyGroups', behaving({ TrustedKeyGroups: ['k'] })],
  ['DefaultCacheBehavior.ForwardedValues', behaving({ ForwardedValues: { QueryString: true } })],
  [
    'OriginGroups.Items.0.SelectionCriteria',
    { OriginGroups: groups({ SelectionCriteria: 'media-quality-based' }) },
  ],
  [
    'Restrictions.GeoRestriction.RestrictionType',
    { Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Locations: ['DE'] } } },
  ],
  [
    'Restrictions.GeoRestriction.RestrictionType',
    { Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', Locations: ['DE'] } } },
  ],
  [
    'Origins.0.OriginAccessControlId',
    {
      Origins: [
        {
          Id: 'shop',
          DomainName: 'shop.test',
          VpcOriginConfig: { VpcOriginId: 'v' },
          OriginAccessControlId: 'c',
        },
      ],
    },
  ],
  ['Enabled', { Enabled: false }],
  ['ConnectionMode', { ConnectionMode: 'tenant-only' }],
  ['ViewerCertificate.Surprise', { ViewerCertificate: { ...certificate, Surprise: 1 } }],
  ['Logging.Surprise', { Logging: { Surprise: 1 } }],
  ['CacheTagConfig.Surprise', { CacheTagConfig: { HeaderName: 'tag', Surprise: 1 } }],
  ['Origins.0.OriginShield.Surprise', from({ OriginShield: { Surprise: 1 } })],
  ['Staging', { Staging: true }],
  ['ContinuousDeploymentPolicyId', { ContinuousDeploymentPolicyId: 'p' }],
  ['Origins.0.DomainName', from({ DomainName: 'site.s3-website-eu-west-1.amazonaws.com' })],
  ['DefaultCacheBehavior.Surprise', behaving({ Surprise: 1 })],
])('A distribution with %s is refused by name.', (path, config) => {
  expect(() => read(config)).toThrow(
    expect.objectContaining({
      code: 'TEMPLATE_UNSUPPORTED_PROPERTY',
      message: expect.stringContaining(`Edge (AWS::CloudFront::Distribution): DistributionConfig.${path} `),
    }),
  );
});

test.each([
  ['DefaultCacheBehavior.AllowedMethods', behaving({ AllowedMethods: ['GET', 'POST'] })],
  ['DefaultCacheBehavior.CachedMethods', behaving({ CachedMethods: ['GET', 'HEAD', 'POST'] })],
  ['CacheBehaviors.0.PathPattern', { CacheBehaviors: [{ ...behavior, PathPattern: '/a b' }] }],
  ['CacheBehaviors', { CacheBehaviors: [1, 2].map(() => ({ ...behavior, PathPattern: '/a' })) }],
  ['CustomErrorResponses.0.ErrorCode', { CustomErrorResponses: [{ ErrorCode: 418 }] }],
  [
    'CustomErrorResponses.0.ResponsePagePath',
    { CustomErrorResponses: [{ ErrorCode: 404, ResponseCode: 200 }] },
  ],
  ['CustomErrorResponses', { CustomErrorResponses: [{ ErrorCode: 404 }, { ErrorCode: 404 }] }],
  ['Origins', { Origins: [origin, origin] }],
  ['Origins.0.OriginPath', from({ OriginPath: 'no-slash' })],
  ['Origins.0.ConnectionTimeout', from({ ConnectionTimeout: 11 })],
  [
    'Origins.0.CustomOriginConfig.HTTPPort',
    from({ CustomOriginConfig: { OriginProtocolPolicy: 'http-only', HTTPPort: 81 } }),
  ],
  [
    'Origins.0.OriginCustomHeaders.0.HeaderName',
    from({ OriginCustomHeaders: [{ HeaderName: 'Host', HeaderValue: 'a' }] }),
  ],
  ['DefaultRootObject', { DefaultRootObject: '/index.html' }],
  ['DefaultRootObject', { DefaultRootObject: 'a page.html' }],
  [
    'DefaultCacheBehavior.CachedMethods',
    behaving({ AllowedMethods: ['GET', 'HEAD'], CachedMethods: ['GET', 'HEAD', 'OPTIONS'] }),
  ],
  ['DefaultCacheBehavior.TargetOriginId', behaving({ TargetOriginId: 'another' })],
  [
    'CacheBehaviors.0.CachedMethods',
    { CacheBehaviors: [{ ...behavior, PathPattern: '/a', CachedMethods: ['GET', 'HEAD', 'OPTIONS'] }] },
  ],
  [
    'CacheBehaviors',
    { CacheBehaviors: Array.from({ length: 76 }, (_, n) => ({ ...behavior, PathPattern: `/${n}` })) },
  ],
  ['Origins', { Origins: Array.from({ length: 101 }, (_, n) => ({ ...origin, Id: `o${n}` })) }],
  ['Origins.0', { Origins: [{ Id: 'shop', DomainName: 'shop.test' }] }],
  ['Origins.0.DomainName', from({ DomainName: '192.0.2.1' })],
  ['Origins.0.DomainName', from({ DomainName: 'https://shop.test/' })],
  ['Origins.0.OriginPath', from({ OriginPath: '/a b' })],
  ['Origins.0.OriginCustomHeaders', from({ OriginCustomHeaders: ['X-A', 'x-a'].map(customHeader) })],
  ['Origins.0.ResponseCompletionTimeout', from({ ResponseCompletionTimeout: 29 })],
  ['Origins.0.OriginShield.OriginShieldRegion', from({ OriginShield: { Enabled: true } })],
  [
    'Origins.0.CustomOriginConfig.OriginSSLProtocols.0',
    from({ CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.3'] } }),
  ],
  ['Aliases', { Aliases: ['shop.test'] }],
  ['Aliases', { Aliases: ['shop.test'], ViewerCertificate: { CloudFrontDefaultCertificate: true } }],
  ['Aliases', { Aliases: ['shop.test', 'Shop.test'], ViewerCertificate: certificate }],
  ['Aliases.0', { Aliases: ['shop.test; return 200'], ViewerCertificate: certificate }],
  ['ViewerCertificate', { ViewerCertificate: {} }],
  ['ViewerCertificate', { ViewerCertificate: { ...certificate, CloudFrontDefaultCertificate: true } }],
  [
    'ViewerCertificate.MinimumProtocolVersion',
    { ViewerCertificate: { ...certificate, MinimumProtocolVersion: 'TLSv1.4' } },
  ],
  ['PriceClass', { PriceClass: 'PriceClass_300' }],
  ['HttpVersion', { HttpVersion: 'http4' }],
  [
    'CustomErrorResponses.0.ErrorCachingMinTTL',
    { CustomErrorResponses: [{ ErrorCode: 404, ErrorCachingMinTTL: 1e12 }] },
  ],
])('A distribution with %s that CloudFront does not accept is refused.', (path, config) => {
  expect(() => read(config)).toThrow(
    expect.objectContaining({
      code: 'TEMPLATE_BAD_PROPERTY',
      message: expect.stringContaining(
        `Edge (AWS::CloudFront::Distribution): DistributionConfig.${path} is `,
      ),
    }),
  );
});

test('A second distribution is refused by name.', () => {
  expect(() => read({}, { Other: distribution({}) })).toThrow(
    expect.objectContaining({
      code: 'TEMPLATE_UNSUPPORTED_PROPERTY',
      message: expect.stringContaining('Other (AWS::CloudFront::Distribution)'),
      hint: expect.stringContaining('leave one of the distributions out'),
    }),
  );
});

test('Alternate names are taken with a certificate.', () => {
  const Aliases = ['shop.test', '*.shop.test'];
  expect(read({ Aliases, ViewerCertificate: certificate })[0]?.aliases).toEqual(Aliases);
});

test('a behavior may ask a group of two origins', () => {
  const [edge] = read({
    Origins: [origin, second],
    OriginGroups: groups({}),
    DefaultCacheBehavior: { ...behavior, TargetOriginId: 'group' },
  });
  expect(edge?.originGroups).toEqual([
    { id: 'group', primary: 'shop', secondary: 'second', statusCodes: [403, 404] },
  ]);
  expect(edge?.defaultBehavior.originId).toBe('group');
});

test.each([
  ['Items.0.Id', { Id: 'shop' }, 'an origin has the same ID'],
  [
    'Items.0.Members.Items.1.OriginId',
    { Members: { Quantity: 2, Items: [{ OriginId: 'shop' }, { OriginId: 'other' }] } },
    'not one of the origins shop, second',
  ],
  ['Items.0.Members', { Members: { Quantity: 1, Items: [{ OriginId: 'shop' }] } }, 'two different origins'],
  [
    'Items.0.FailoverCriteria.StatusCodes',
    { FailoverCriteria: { StatusCodes: { Quantity: 3, Items: [404] } } },
    'Quantity is not the number of Items',
  ],
  [
    'Items.0.FailoverCriteria.StatusCodes.Items.0',
    { FailoverCriteria: { StatusCodes: { Quantity: 1, Items: [200] } } },
    '',
  ],
])('a group of origins with a wrong %s is refused', (path, changes, why) => {
  const wrong = () => read({ Origins: [origin, second], OriginGroups: groups(changes) });
  expect(wrong).toThrow(`DistributionConfig.OriginGroups.${path}`);
  expect(wrong).toThrow(why);
});
