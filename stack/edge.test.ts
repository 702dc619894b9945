import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { storeTemplate, synthesize } from './testing/synthesize.ts';

const template = storeTemplate({ environment: 'production' });
const domain = { name: 'shop.example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

// The identifiers of CloudFront's managed policies.
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allViewer = '216adef6-5c7f-47e4-b989-5492eafa07d3';

function distribution() {
  const [found] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
  return { config: found?.Properties.DistributionConfig, dependsOn: found?.DependsOn };
}

describe('edge', () => {
  it('reaches the load balancer by a VPC origin, over plain HTTP on port 80', () => {
    template.hasResourceProperties('AWS::CloudFront::VpcOrigin', {
      VpcOriginEndpointConfig: Match.objectLike({
        Arn: { Ref: Match.stringLikeRegexp('^LoadBalancerAlb') },
        HTTPPort: 80,
        OriginProtocolPolicy: 'http-only',
      }),
    });
    expect(distribution().config.Origins).toContainEqual(
      expect.objectContaining({
        VpcOriginConfig: expect.objectContaining({
          VpcOriginId: { 'Fn::GetAtt': [expect.stringMatching(/^EdgeVpcOrigin/), 'Id'] },
        }),
      }),
    );
  });

  it('finds assets of every kept release in a bucket, and others with the store', () => {
    const { Origins, OriginGroups, CacheBehaviors } = distribution().config;
    const idOf = (part: string) =>
      Origins.find((origin: object) => JSON.stringify(origin).includes(part))?.Id;
    const assets = CacheBehaviors.find(
      ({ PathPattern }: { readonly PathPattern: string }) => PathPattern === '/assets/*',
    );
    expect(OriginGroups.Items).toEqual([
      {
        Id: assets.TargetOriginId,
        FailoverCriteria: { StatusCodes: { Items: [403, 404], Quantity: 2 } },
        Members: {
          Items: [{ OriginId: idOf('ReleaseAssetsBucket') }, { OriginId: idOf('VpcOriginId') }],
          Quantity: 2,
        },
      },
    ]);
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: Match.stringLikeRegexp('^ReleaseAssetsBucket') },
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 's3:GetObject',
            Principal: { Service: 'cloudfront.amazonaws.com' },
          }),
        ]),
      }),
    });
  });

  it('waits until the gateway is attached and the load balancer listens', () => {
    const needs = [expect.stringMatching(/^LoadBalancerAlbHttp/), expect.stringMatching(/^NetworkVpcVPCGW/)];
    expect(distribution().dependsOn).toEqual(needs);
    template.hasResource('AWS::CloudFront::VpcOrigin', {
      DependsOn: [Match.stringLikeRegexp('^LoadBalancerAlbHttp'), Match.stringLikeRegexp('^NetworkVpcVPCGW')],
    });
  });

  it('leaves tags off the VPC origin, which CloudFront would not let change', () => {
    template.hasResourceProperties('AWS::CloudFront::VpcOrigin', { Tags: Match.absent() });
  });

  it('caches assets for good, uploads as the store says, pages and the cable never', () => {
    const { DefaultCacheBehavior, CacheBehaviors } = distribution().config;
    const behaviors = [{ ...DefaultCacheBehavior, PathPattern: '(default)' }, ...CacheBehaviors];
    expect(
      behaviors.map(({ PathPattern, CachePolicyId, OriginRequestPolicyId }) => [
        PathPattern,
        CachePolicyId,
        OriginRequestPolicyId,
      ]),
    ).toEqual([
      ['(default)', cachingDisabled, allViewer],
      ['/assets/*', cachingOptimized, undefined],
      ['/rails/active_storage/direct_uploads', cachingDisabled, allViewer],
      ['/rails/active_storage/*', { Ref: expect.stringMatching(/^EdgeUploadsCache/) }, undefined],
      ['/cable', cachingDisabled, allViewer],
    ]);
  });

  it('keeps uploads for everybody alike: no cookie is in the key, or forwarded', () => {
    template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: Match.objectLike({
        MinTTL: 0,
        DefaultTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          CookiesConfig: { CookieBehavior: 'none' },
          HeadersConfig: { HeaderBehavior: 'none' },
          QueryStringsConfig: { QueryStringBehavior: 'all' },
          EnableAcceptEncodingGzip: true,
          EnableAcceptEncodingBrotli: true,
        },
      }),
    });
  });

  it('lets browsers ask where they may upload to, which is no upload that could be cached', () => {
    const behaviors: readonly {
      readonly PathPattern: string;
      readonly AllowedMethods?: readonly string[];
    }[] = distribution().config.CacheBehaviors;
    const patterns = behaviors.map(({ PathPattern }) => PathPattern);
    const direct = patterns.indexOf('/rails/active_storage/direct_uploads');
    expect(direct).toBeLessThan(patterns.indexOf('/rails/active_storage/*'));
    expect(behaviors[direct]?.AllowedMethods).toContain('POST');
  });

  it('forgets every error at once, so that none outlives its cause', () => {
    const kept = distribution().config.CustomErrorResponses;
    expect(kept).toEqual(
      [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((ErrorCode) => ({
        ErrorCode,
        ErrorCachingMinTTL: 0,
      })),
    );
  });

  it('never keeps an answer with a cookie for other visitors', () => {
    const { DefaultCacheBehavior, CacheBehaviors } = distribution().config;
    const forwardsCookies = [DefaultCacheBehavior, ...CacheBehaviors].filter(
      ({ OriginRequestPolicyId }) => OriginRequestPolicyId !== undefined,
    );
    expect(forwardsCookies.length).toBeGreaterThan(0);
    for (const { CachePolicyId } of forwardsCookies) expect(CachePolicyId).toBe(cachingDisabled);
  });

  it('redirects to HTTPS, compresses and adds security headers everywhere', () => {
    const { DefaultCacheBehavior, CacheBehaviors } = distribution().config;
    for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors]) {
      expect(behavior).toMatchObject({
        ViewerProtocolPolicy: 'redirect-to-https',
        Compress: true,
        ResponseHeadersPolicyId: { Ref: expect.stringMatching(/^EdgeResponseHeaders/) },
      });
    }
    template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'SAMEORIGIN', Override: false },
          ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: false },
        },
      },
    });
  });

  it('logs requests to a bucket of its own that takes the ACLs of log delivery', () => {
    expect(distribution().config.Logging.Bucket).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^AccessLogs/), 'RegionalDomainName'],
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
    });
  });

  it("is the store's host where no domain is set", () => {
    template.hasOutput('StorefrontUrl', {
      Value: {
        'Fn::Join': [
          '',
          ['https://', { 'Fn::GetAtt': [Match.stringLikeRegexp('^EdgeDistribution'), 'DomainName'] }],
        ],
      },
    });
  });
});

describe('custom domain', () => {
  const { templates } = synthesize({ environment: 'production' }, { changes: { domain } });
  const store = templates.get('spree-production');
  const certificate = templates.get('spree-production-certificate');

  it('has a certificate in a stack of its own, validated by DNS', () => {
    certificate?.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'shop.example.com',
      SubjectAlternativeNames: ['*.shop.example.com'],
      ValidationMethod: 'DNS',
      DomainValidationOptions: Match.arrayWith([
        { DomainName: 'shop.example.com', HostedZoneId: domain.hostedZoneId },
      ]),
    });
  });

  it('takes that certificate over from us-east-1', () => {
    store?.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        Aliases: ['shop.example.com', 'www.shop.example.com'],
        ViewerCertificate: Match.objectLike({
          AcmCertificateArn: {
            'Fn::GetStackOutput': Match.objectLike({
              StackName: 'spree-production-certificate',
              Region: 'us-east-1',
            }),
          },
          MinimumProtocolVersion: 'TLSv1.2_2021',
        }),
      }),
    });
  });

  it.each([
    ['A', 'shop.example.com.'],
    ['AAAA', 'shop.example.com.'],
    ['A', 'www.shop.example.com.'],
    ['AAAA', 'www.shop.example.com.'],
  ])('points an %s record of %s at CloudFront', (type, name) => {
    store?.hasResourceProperties('AWS::Route53::RecordSet', {
      Type: type,
      Name: name,
      HostedZoneId: domain.hostedZoneId,
      AliasTarget: Match.objectLike({
        DNSName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EdgeDistribution'), 'DomainName'] },
      }),
    });
  });

  it("is the store's host", () => {
    store?.hasOutput('StorefrontUrl', { Value: 'https://shop.example.com' });
    store?.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        Match.objectLike({
          Environment: Match.arrayWith([{ Name: 'STORE_HOST', Value: 'shop.example.com' }]),
        }),
      ],
    });
  });

  it('is not for the local environment', () => {
    expect([...synthesize({}, { changes: { domain } }).templates.keys()]).toEqual(['spree-local']);
  });
});
