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
  ['OriginGroups', { OriginGroups: { Quantity: 1, Items: [{ Id: 'g' }] } }],
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
  ['Enabled', { Enabled: false }],
])('A distribution with %s that CloudFront does not take is refused.', (path, config) => {
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
    }),
  );
});

const key = {
  EnableAcceptEncodingGzip: false,
  HeadersConfig: { HeaderBehavior: 'none' },
  CookiesConfig: { CookieBehavior: 'none' },
  QueryStringsConfig: { QueryStringBehavior: 'none' },
};
function cachePolicy(changes: object, ofKey: object = {}) {
  const config = { Name: 'c', MinTTL: 0, DefaultTTL: 0, MaxTTL: 0, ...changes };
  const Properties = {
    CachePolicyConfig: { ...config, ParametersInCacheKeyAndForwardedToOrigin: { ...key, ...ofKey } },
  };
  return { Cache: { Type: 'AWS::CloudFront::CachePolicy', Properties } };
}

test.each([
  ['DefaultTTL', cachePolicy({ MinTTL: 2, DefaultTTL: 1, MaxTTL: 3 })],
  ['MaxTTL', cachePolicy({ MinTTL: 1, DefaultTTL: 3, MaxTTL: 2 })],
  ['ParametersInCacheKeyAndForwardedToOrigin', cachePolicy({}, { CookiesConfig: { CookieBehavior: 'all' } })],
  [
    'ParametersInCacheKeyAndForwardedToOrigin.QueryStringsConfig.QueryStringBehavior',
    cachePolicy({ MaxTTL: 1 }, { QueryStringsConfig: { QueryStringBehavior: 'whitelist' } }),
  ],
])('A cache policy with %s that CloudFront does not take is refused.', (path, resources) => {
  expect(() => read(behaving({ CachePolicyId: 'Cache' }), resources)).toThrow(
    expect.objectContaining({
      code: 'TEMPLATE_BAD_PROPERTY',
      message: expect.stringContaining(`Cache (AWS::CloudFront::CachePolicy): CachePolicyConfig.${path} is `),
    }),
  );
});

test('All viewer headers and some of CloudFront’s are read with their names.', () => {
  const HeadersConfig = {
    HeaderBehavior: 'allViewerAndWhitelistCloudFront',
    Headers: ['CloudFront-Forwarded-Proto'],
  };
  const config = {
    Name: 'r',
    HeadersConfig,
    CookiesConfig: { CookieBehavior: 'allExcept', Cookies: ['a'] },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  };
  const Request = {
    Type: 'AWS::CloudFront::OriginRequestPolicy',
    Properties: { OriginRequestPolicyConfig: config },
  };
  const [edge] = read(behaving({ OriginRequestPolicyId: 'Request' }), { Request });
  expect(edge?.defaultBehavior.originRequestPolicy).toEqual({
    headers: 'all',
    cloudFrontHeaders: ['cloudfront-forwarded-proto'],
    cookies: { except: ['a'] },
    queryStrings: 'all',
  });
});

test('The managed policy with CloudFront’s headers asks for them.', () => {
  const OriginRequestPolicyId = '33f36d7e-f396-46d9-90e0-52428a34d9dc';
  const [edge] = read(behaving({ OriginRequestPolicyId }));
  expect(edge?.defaultBehavior.originRequestPolicy?.cloudFrontHeaders).toEqual(
    expect.arrayContaining(['cloudfront-forwarded-proto', 'cloudfront-viewer-address']),
  );
});
