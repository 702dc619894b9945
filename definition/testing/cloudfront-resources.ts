import type { JsonObject } from '../template/json-value.ts';

/** A distribution over a web server and a bucket, with policies of its own for everything that policies may say. */
export const cloudfrontResources: JsonObject = {
  CachePolicy: {
    Type: 'AWS::CloudFront::CachePolicy',
    Properties: {
      CachePolicyConfig: {
        Name: 'shop',
        Comment: 'shop',
        MinTTL: 1,
        DefaultTTL: 60,
        MaxTTL: 600,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: true,
          EnableAcceptEncodingBrotli: true,
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Language'] },
          CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['locale'] },
          QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['page'] },
        },
      },
    },
  },
  OriginRequestPolicy: {
    Type: 'AWS::CloudFront::OriginRequestPolicy',
    Properties: {
      OriginRequestPolicyConfig: {
        Name: 'shop',
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['CloudFront-Viewer-Address'] },
        CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['cart'] },
        QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['sort'] },
      },
    },
  },
  ResponseHeadersPolicy: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: 'shop',
        CorsConfig: {
          AccessControlAllowCredentials: true,
          AccessControlAllowHeaders: { Items: ['X-Shop'] },
          AccessControlAllowMethods: { Items: ['GET'] },
          AccessControlAllowOrigins: { Items: ['https://shop.example.com'] },
          AccessControlExposeHeaders: { Items: ['X-Total'] },
          AccessControlMaxAgeSec: 600,
          OriginOverride: true,
        },
        CustomHeadersConfig: { Items: [{ Header: 'X-Edge', Value: '1', Override: true }] },
        RemoveHeadersConfig: { Items: [{ Header: 'X-Powered-By' }] },
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'same-origin', Override: true },
          StrictTransportSecurity: {
            AccessControlMaxAgeSec: 600,
            IncludeSubdomains: true,
            Preload: true,
            Override: true,
          },
          XSSProtection: { Protection: true, ModeBlock: true, Override: true },
        },
        ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 100 },
      },
    },
  },
  Reporting: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: 'reporting',
        SecurityHeadersConfig: {
          XSSProtection: { Protection: true, ReportUri: 'https://shop.example.com/report', Override: true },
        },
      },
    },
  },
  Page: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'shop-pages' } },
  PageAccess: {
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: {
      OriginAccessControlConfig: {
        Name: 'pages',
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    },
  },
  Edge: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        Aliases: ['shop.example.com'],
        DefaultRootObject: 'index.html',
        ViewerCertificate: {
          AcmCertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/shop',
          SslSupportMethod: 'sni-only',
          MinimumProtocolVersion: 'TLSv1.2_2021',
        },
        Origins: [
          {
            Id: 'web',
            DomainName: 'web.example.com',
            OriginPath: '/app',
            OriginCustomHeaders: [{ HeaderName: 'X-Origin', HeaderValue: 'edge' }],
            ConnectionTimeout: 5,
            CustomOriginConfig: {
              HTTPPort: 8080,
              HTTPSPort: 8443,
              OriginProtocolPolicy: 'http-only',
              OriginReadTimeout: 20,
            },
          },
          {
            Id: 'secure',
            DomainName: 'secure.example.com',
            CustomOriginConfig: { HTTPSPort: 8443, OriginProtocolPolicy: 'https-only' },
          },
          {
            Id: 'pages',
            DomainName: { 'Fn::GetAtt': ['Page', 'RegionalDomainName'] },
            S3OriginConfig: { OriginAccessIdentity: '', OriginReadTimeout: 20 },
            OriginAccessControlId: { 'Fn::GetAtt': ['PageAccess', 'Id'] },
          },
        ],
        DefaultCacheBehavior: {
          TargetOriginId: 'web',
          ViewerProtocolPolicy: 'redirect-to-https',
          Compress: true,
          CachePolicyId: { Ref: 'CachePolicy' },
          OriginRequestPolicyId: { Ref: 'OriginRequestPolicy' },
          ResponseHeadersPolicyId: { Ref: 'ResponseHeadersPolicy' },
          GrpcConfig: { Enabled: false },
        },
        CacheBehaviors: [
          {
            PathPattern: '/pages/*',
            TargetOriginId: 'pages',
            ViewerProtocolPolicy: 'https-only',
            Compress: true,
            CachePolicyId: { Ref: 'CachePolicy' },
            ResponseHeadersPolicyId: { Ref: 'Reporting' },
            GrpcConfig: { Enabled: false },
          },
          {
            PathPattern: '/secure/*',
            TargetOriginId: 'secure',
            ViewerProtocolPolicy: 'https-only',
            CachePolicyId: { Ref: 'CachePolicy' },
          },
        ],
        CustomErrorResponses: [
          {
            ErrorCode: 403,
            ResponseCode: 200,
            ResponsePagePath: '/pages/index.html',
            ErrorCachingMinTTL: 30,
          },
        ],
      },
    },
  },
};
