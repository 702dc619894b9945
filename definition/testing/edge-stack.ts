import type { JsonObject } from '../template/json-value.ts';

const cachePolicy: JsonObject = {
  Name: 'pages',
  Comment: 'for pages',
  MinTTL: 1,
  DefaultTTL: 60,
  MaxTTL: 100,
  ParametersInCacheKeyAndForwardedToOrigin: {
    EnableAcceptEncodingGzip: true,
    EnableAcceptEncodingBrotli: true,
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['CloudFront-Viewer-Country'] },
    CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['locale'] },
    QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['sort'] },
  },
};

const requestPolicy: JsonObject = {
  Name: 'viewers',
  Comment: 'for viewers',
  HeadersConfig: {
    HeaderBehavior: 'allViewerAndWhitelistCloudFront',
    Headers: ['CloudFront-Forwarded-Proto'],
  },
  CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['currency'] },
  QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['page'] },
};

const responsePolicy: JsonObject = {
  Name: 'answers',
  Comment: 'for answers',
  CorsConfig: {
    AccessControlAllowCredentials: true,
    AccessControlAllowHeaders: { Items: ['X-Own'] },
    AccessControlAllowMethods: { Items: ['GET', 'PUT'] },
    AccessControlAllowOrigins: { Items: ['https://*.shop.test'] },
    AccessControlExposeHeaders: { Items: ['X-Price'] },
    AccessControlMaxAgeSec: 600,
    OriginOverride: true,
  },
  SecurityHeadersConfig: {
    ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
    StrictTransportSecurity: {
      AccessControlMaxAgeSec: 600,
      IncludeSubdomains: true,
      Preload: true,
      Override: true,
    },
    XSSProtection: { Protection: true, ModeBlock: true, Override: true },
  },
  RemoveHeadersConfig: { Items: [{ Header: 'X-Powered-By' }] },
  ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 50 },
};

const reportingPolicy: JsonObject = {
  Name: 'reports',
  SecurityHeadersConfig: {
    XSSProtection: { Protection: true, ReportUri: 'https://shop.test/report', Override: true },
  },
};

const origin: JsonObject = {
  OriginPath: '/public',
  OriginCustomHeaders: [{ HeaderName: 'X-Edge', HeaderValue: 'yes' }],
  ConnectionTimeout: 5,
};

const clear: JsonObject = {
  ...origin,
  Id: 'clear',
  DomainName: 'clear.test',
  CustomOriginConfig: { HTTPPort: 8080, OriginProtocolPolicy: 'http-only', OriginReadTimeout: 20 },
};

const secure: JsonObject = {
  Id: 'secure',
  DomainName: 'secure.test',
  CustomOriginConfig: { HTTPSPort: 8443, OriginProtocolPolicy: 'https-only' },
};

const bucket: JsonObject = {
  Id: 'bucket',
  DomainName: { 'Fn::GetAtt': ['Files', 'RegionalDomainName'] },
  S3OriginConfig: { OriginAccessIdentity: '', OriginReadTimeout: 20 },
};

const balanced: JsonObject = {
  Id: 'balanced',
  DomainName: { 'Fn::GetAtt': ['Balancer', 'DNSName'] },
  VpcOriginConfig: { VpcOriginId: { 'Fn::GetAtt': ['Balanced', 'Id'] } },
};

const optimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';

function behaviorFor(originId: string): JsonObject {
  return {
    PathPattern: `/${originId}/*`,
    TargetOriginId: originId,
    ViewerProtocolPolicy: 'allow-all',
    CachePolicyId: optimized,
    ResponseHeadersPolicyId: { Ref: 'Reports' },
    GrpcConfig: { Enabled: false },
  };
}

/** A distribution that says what neither the store's nor the corpus's does. */
export const edgeResources: JsonObject = {
  Files: { Type: 'AWS::S3::Bucket', Properties: {} },
  Balancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: { Type: 'application', Scheme: 'internal', Name: 'balancer' },
  },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'Balancer' },
      Port: 443,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    },
  },
  Balanced: {
    Type: 'AWS::CloudFront::VpcOrigin',
    Properties: {
      VpcOriginEndpointConfig: {
        Arn: { Ref: 'Balancer' },
        Name: 'balanced',
        HTTPSPort: 443,
        OriginProtocolPolicy: 'https-only',
      },
    },
  },
  Cache: { Type: 'AWS::CloudFront::CachePolicy', Properties: { CachePolicyConfig: cachePolicy } },
  Requests: {
    Type: 'AWS::CloudFront::OriginRequestPolicy',
    Properties: { OriginRequestPolicyConfig: requestPolicy },
  },
  Answers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: { ResponseHeadersPolicyConfig: responsePolicy },
  },
  Reports: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: { ResponseHeadersPolicyConfig: reportingPolicy },
  },
  Edge: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        Aliases: ['shop.localhost'],
        ViewerCertificate: {
          AcmCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/shop',
          SslSupportMethod: 'sni-only',
          MinimumProtocolVersion: 'TLSv1.2_2021',
        },
        DefaultRootObject: 'index.html',
        Restrictions: { GeoRestriction: { RestrictionType: 'none' } },
        Origins: [clear, secure, bucket, balanced],
        OriginGroups: {
          Quantity: 1,
          Items: [
            {
              Id: 'group',
              FailoverCriteria: { StatusCodes: { Quantity: 1, Items: [404] } },
              Members: { Quantity: 2, Items: [{ OriginId: 'bucket' }, { OriginId: 'balanced' }] },
              SelectionCriteria: 'default',
            },
          ],
        },
        DefaultCacheBehavior: {
          TargetOriginId: 'clear',
          ViewerProtocolPolicy: 'allow-all',
          CachePolicyId: { Ref: 'Cache' },
          OriginRequestPolicyId: { Ref: 'Requests' },
          ResponseHeadersPolicyId: { Ref: 'Answers' },
          Compress: true,
          GrpcConfig: { Enabled: false },
        },
        CacheBehaviors: ['secure', 'bucket', 'balanced', 'group'].map(behaviorFor),
        CustomErrorResponses: [
          { ErrorCode: 404, ResponseCode: 200, ResponsePagePath: '/404.html', ErrorCachingMinTTL: 30 },
        ],
      },
    },
  },
};
