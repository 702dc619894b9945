import { expect, test } from 'vitest';
import { readTemplate } from '../testing/read-template.ts';
import { readDistributions } from './distribution.ts';

/** The behavior of a distribution with some policies, and with resources beside it. */
function read(policies: object, resources: Parameters<typeof readTemplate>[0] = {}) {
  const DistributionConfig = {
    Enabled: true,
    Origins: [
      {
        Id: 'shop',
        DomainName: 'shop.test',
        CustomOriginConfig: { OriginProtocolPolicy: 'http-only' },
      },
    ],
    DefaultCacheBehavior: {
      TargetOriginId: 'shop',
      ViewerProtocolPolicy: 'redirect-to-https',
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      ...policies,
    },
  };
  const Edge = { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig } };
  return readDistributions(readTemplate({ Edge, ...resources }))[0]?.defaultBehavior;
}

function failure(code: string, beginning: string) {
  return expect.objectContaining({ code, message: expect.stringContaining(beginning) });
}

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
  ['MaxTTL', cachePolicy({ MaxTTL: 3_153_600_001 })],
])('A cache policy with %s that CloudFront does not accept is refused.', (path, resources) => {
  expect(() => read({ CachePolicyId: 'Cache' }, resources)).toThrow(
    failure('TEMPLATE_BAD_PROPERTY', `Cache (AWS::CloudFront::CachePolicy): CachePolicyConfig.${path} is `),
  );
});

test.each(['Accept-Encoding', 'Cookie', 'X-Amz-Cf-Id', 'CloudFront-Foo'])(
  'A cache policy with the header %s in its key is refused.',
  (header) => {
    const HeadersConfig = { HeaderBehavior: 'whitelist', Headers: [header] };
    const path = 'CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin.HeadersConfig.Headers.0';
    expect(() => read({ CachePolicyId: 'Cache' }, cachePolicy({ MaxTTL: 1 }, { HeadersConfig }))).toThrow(
      failure('TEMPLATE_BAD_PROPERTY', `Cache (AWS::CloudFront::CachePolicy): ${path} is "${header}"`),
    );
  },
);

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
  expect(read({ OriginRequestPolicyId: 'Request' }, { Request })?.originRequestPolicy).toEqual({
    headers: 'all',
    cloudFrontHeaders: ['cloudfront-forwarded-proto'],
    cookies: { except: ['a'] },
    queryStrings: 'all',
  });
});

test('The managed policy with CloudFront’s headers asks for them.', () => {
  const OriginRequestPolicyId = '33f36d7e-f396-46d9-90e0-52428a34d9dc';
  expect(read({ OriginRequestPolicyId })?.originRequestPolicy?.cloudFrontHeaders).toEqual(
    expect.arrayContaining(['cloudfront-forwarded-proto', 'cloudfront-viewer-address']),
  );
});

function requestPolicy(HeadersConfig: object) {
  const config = {
    Name: 'r',
    HeadersConfig,
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  };
  return {
    Request: {
      Type: 'AWS::CloudFront::OriginRequestPolicy',
      Properties: { OriginRequestPolicyConfig: config },
    },
  };
}
const ofRequests =
  'Request (AWS::CloudFront::OriginRequestPolicy): OriginRequestPolicyConfig.HeadersConfig.Headers';

test.each([
  ['whitelist', 'Authorization'],
  ['whitelist', 'Accept-Encoding'],
  ['whitelist', 'X-Edge-Location'],
  ['whitelist', 'not a name'],
  ['allViewerAndWhitelistCloudFront', 'CloudFront-Foo'],
])('An origin request policy of the behavior %s that lists %s is refused.', (HeaderBehavior, header) => {
  expect(() =>
    read(
      { OriginRequestPolicyId: 'Request' },
      requestPolicy({ HeaderBehavior, Headers: ['CloudFront-Viewer-City', header] }),
    ),
  ).toThrow(failure('TEMPLATE_BAD_PROPERTY', `${ofRequests}.1 is "${header}"`));
});

test.each(['CloudFront-Viewer-JA3-Fingerprint', 'CloudFront-Viewer-Cert-Pem', 'x_legacy'])(
  'An origin request policy that lists %s, which the edge cannot pass on, is refused by name.',
  (header) => {
    const policy = requestPolicy({ HeaderBehavior: 'whitelist', Headers: [header] });
    expect(() => read({ OriginRequestPolicyId: 'Request' }, policy)).toThrow(
      failure('TEMPLATE_UNSUPPORTED_PROPERTY', `${ofRequests}.0 is not supported locally: "${header}"`),
    );
  },
);

test('An origin request policy may leave out any header of viewers.', () => {
  const policy = requestPolicy({ HeaderBehavior: 'allExcept', Headers: ['Authorization', 'Via'] });
  expect(read({ OriginRequestPolicyId: 'Request' }, policy)?.originRequestPolicy?.headers).toEqual({
    except: ['authorization', 'via'],
  });
});

const cors = {
  AccessControlAllowCredentials: true,
  AccessControlAllowHeaders: { Items: ['X-Own'] },
  AccessControlAllowMethods: { Items: ['ALL'] },
  AccessControlAllowOrigins: { Items: ['https://*.shop.test'] },
  OriginOverride: true,
};
function responsePolicy(config: object) {
  const Properties = { ResponseHeadersPolicyConfig: { Name: 'a', ...config } };
  return { Answers: { Type: 'AWS::CloudFront::ResponseHeadersPolicy', Properties } };
}
function withPolicy(config: object) {
  return () => read({ ResponseHeadersPolicyId: 'Answers' }, responsePolicy(config))?.responseHeadersPolicy;
}
const adding = (...headers: readonly string[]) => ({
  CustomHeadersConfig: { Items: headers.map((Header) => ({ Header, Value: 'a', Override: true })) },
});
const removing = (Header: string) => ({ RemoveHeadersConfig: { Items: [{ Header }] } });
const timing = (SamplingRate: number) => ({ ServerTimingHeadersConfig: { Enabled: true, SamplingRate } });
const ofAnswers = 'Answers (AWS::CloudFront::ResponseHeadersPolicy): ResponseHeadersPolicyConfig';

test.each([
  [
    'CorsConfig.AccessControlAllowHeaders.Items',
    { CorsConfig: { ...cors, AccessControlAllowHeaders: { Items: ['*'] } } },
  ],
  [
    'CorsConfig.AccessControlAllowOrigins.Items',
    { CorsConfig: { ...cors, AccessControlAllowOrigins: { Items: ['*'] } } },
  ],
  [
    'CorsConfig.AccessControlExposeHeaders.Items',
    { CorsConfig: { ...cors, AccessControlExposeHeaders: { Items: ['*'] } } },
  ],
  [
    'CorsConfig.AccessControlAllowMethods.Items',
    { CorsConfig: { ...cors, AccessControlAllowMethods: { Items: ['ALL', 'GET'] } } },
  ],
  ['CorsConfig.AccessControlMaxAgeSec', { CorsConfig: { ...cors, AccessControlMaxAgeSec: 2 ** 31 } }],
  ['CustomHeadersConfig.Items.0.Header', adding('Content-Security-Policy')],
  ['CustomHeadersConfig.Items.0.Header', adding('Via')],
  ['CustomHeadersConfig.Items', adding('X-A', 'x-a')],
  [
    'CustomHeadersConfig.Items.0.Value',
    { CustomHeadersConfig: { Items: [{ Header: 'X-A', Value: 'a'.repeat(1784), Override: true }] } },
  ],
  ['RemoveHeadersConfig.Items.0.Header', removing('X-Amz-Cf-Pop')],
  ['ServerTimingHeadersConfig.SamplingRate', timing(0.00001)],
  ['ServerTimingHeadersConfig.SamplingRate', timing(101)],
])('A response headers policy with %s that CloudFront does not accept is refused.', (path, config) => {
  expect(withPolicy(config)).toThrow(failure('TEMPLATE_BAD_PROPERTY', `${ofAnswers}.${path} is `));
});

test.each([
  ['CustomHeadersConfig.Items.0.Header', adding('Date')],
  ['CustomHeadersConfig.Items.0.Header', adding('#odd')],
  ['RemoveHeadersConfig.Items.0.Header', removing('date')],
  ['RemoveHeadersConfig.Items.0.Header', removing('Server')],
  [
    'CustomHeadersConfig.Items.0.Value',
    { CustomHeadersConfig: { Items: [{ Header: 'X-A', Value: '', Override: true }] } },
  ],
])('A response headers policy with %s that nginx cannot emulate is refused by name.', (path, config) => {
  expect(withPolicy(config)).toThrow(failure('TEMPLATE_UNSUPPORTED_PROPERTY', `${ofAnswers}.${path} is not`));
});

test('A response headers policy removes what it may, and allows credentials for some origins.', () => {
  expect(withPolicy({ CorsConfig: cors, ...removing('X-Amzn-Trace-Id'), ...timing(0.0001) })()).toMatchObject(
    {
      removed: ['X-Amzn-Trace-Id'],
      cors: { allowCredentials: true },
      serverTimingPercent: 0.0001,
    },
  );
});

test.each([
  ['CachePolicyId', '08627262-05a9-4f76-9ded-b50ca2e3a84f', { keyHeaders: ['origin'], acceptsBrotli: false }],
  ['CachePolicyId', '4d1d2f1d-3a71-49ad-9e08-7ea5d843a556', { keyCookies: 'all' }],
  ['OriginRequestPolicyId', '775133bc-15f2-49f9-abea-afb2e0bf67d2', { queryStrings: 'all' }],
  ['ResponseHeadersPolicyId', '67f7725c-6f97-4210-82d7-5512b31e9d03', { removed: [] }],
])('A managed policy is known by its id as %s: %s', (property, id, content) => {
  expect(Object.values(read({ [property]: id }) ?? {})).toContainEqual(expect.objectContaining(content));
});

test.each(['CachePolicyId', 'OriginRequestPolicyId', 'ResponseHeadersPolicyId'])(
  'A %s of an unknown policy is refused, with what can be done.',
  (property) => {
    expect(() => read({ [property]: 'f0000000-0000-4000-8000-000000000000' })).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNRESOLVED_REFERENCE',
        message: expect.stringContaining('nor a managed policy that the local environment knows'),
        hint: expect.stringContaining('Define the policy in the same stack'),
      }),
    );
  },
);
