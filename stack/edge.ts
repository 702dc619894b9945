import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  type ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  VpcOrigin,
  VpcOriginEndpoint,
} from 'aws-cdk-lib/aws-cloudfront';
import { VpcOrigin as VpcOriginOfDistribution } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { ReleaseAssets } from './release-assets.ts';
import { createResponseHeaders } from './response-headers.ts';
import type { Settings } from './settings.ts';

export interface EdgeProps {
  readonly settings: Settings;
  readonly vpc: IVpc;
  readonly loadBalancer: LoadBalancer;
  readonly releaseAssets: ReleaseAssets;
  readonly accessLogs: IBucket;
  readonly certificate: ICertificate | undefined;
}

/** CloudFront in front of the internal load balancer: TLS, cache, compression, security headers. */
export class Edge extends Construct {
  readonly distribution: Distribution;
  readonly vpcOrigin: VpcOrigin;
  /** The storefront's host name: the custom domain, or CloudFront's name. */
  readonly host: string;

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    const { settings, vpc, loadBalancer } = props;
    this.vpcOrigin = createVpcOrigin(this, props);
    const origin = VpcOriginOfDistribution.withVpcOrigin(this.vpcOrigin, {
      readTimeout: Duration.seconds(60),
      // Shorter than the load balancer's 60 s, so that CloudFront never uses a connection that is closing.
      keepaliveTimeout: Duration.seconds(30),
    });
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `${settings.prefix} storefront`,
      ...behaviors(
        this,
        origin,
        props.releaseAssets.originBefore(origin),
        createResponseHeaders(this, settings),
      ),
      errorResponses: [...errorStatuses].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      logBucket: props.accessLogs,
      logFilePrefix: 'cloudfront/',
      ...customDomain(props),
    });
    // CloudFront needs the gateway to be attached and the load balancer to listen; CDK does not see that.
    this.distribution.node.addDependency(vpc.node.findChild('VPCGW'), loadBalancer.listener);
    acknowledge(this.distribution, {
      CFR1: 'The store sells everywhere.',
      CFR2: 'The architecture has no web application firewall; Shield Standard comes with CloudFront.',
      ...(!settings.domain && {
        CFR4: "CloudFront's own certificate leaves no choice; a custom domain does.",
      }),
    });
    this.host = settings.domain?.name ?? this.distribution.distributionDomainName;
  }
}

/** The load balancer speaks plain HTTP on port 80: TLS ends at CloudFront. */
function createVpcOrigin(scope: Construct, { settings, loadBalancer, vpc }: EdgeProps): VpcOrigin {
  const vpcOrigin = new VpcOrigin(scope, 'VpcOrigin', {
    vpcOriginName: settings.prefix,
    endpoint: VpcOriginEndpoint.applicationLoadBalancer(loadBalancer.alb),
    protocolPolicy: OriginProtocolPolicy.HTTP_ONLY,
    httpPort: 80,
  });
  vpcOrigin.node.addDependency(vpc.node.findChild('VPCGW'), loadBalancer.listener);
  return vpcOrigin;
}

/**
 * All errors that CloudFront can be told how long to keep. By itself it keeps some of them for ten seconds, whatever the
 * origin says, and gives them to everybody: a stranger's 404 for an order would be what its owner gets next.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const errorStatuses = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504] as const;

/** Pages are never cached; digested assets are, for good; uploads are as long as the store says. */
function behaviors(
  scope: Construct,
  origin: IOrigin,
  assetsOrigin: IOrigin,
  responseHeadersPolicy: ResponseHeadersPolicy,
) {
  const shared = {
    origin,
    responseHeadersPolicy,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  };
  const pages: BehaviorOptions = {
    ...shared,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER,
  };
  const assets: BehaviorOptions = {
    ...shared,
    origin: assetsOrigin,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
  };
  const uploads: BehaviorOptions = { ...shared, cachePolicy: createUploadsCachePolicy(scope) };
  return {
    defaultBehavior: pages,
    additionalBehaviors: {
      '/assets/*': assets,
      // Browsers ask for an address to which they may upload: by POST, and signed in.
      '/rails/active_storage/direct_uploads': pages,
      '/rails/active_storage/*': uploads,
      '/cable': pages,
    },
  };
}

/**
 * For as long as the store says, and the same for every visitor. Cookies are neither in the key nor forwarded: each
 * visitor has one, so nobody would be served from the cache, and one in an answer would be kept with it and given to
 * others. CloudFront removes those of the load balancer from the answers then.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html
 */
function createUploadsCachePolicy(scope: Construct): CachePolicy {
  return new CachePolicy(scope, 'UploadsCache', {
    comment: 'Uploads of the store, as long as it says',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(365),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    cookieBehavior: CacheCookieBehavior.none(),
    headerBehavior: CacheHeaderBehavior.none(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });
}

function customDomain({ settings, certificate }: EdgeProps) {
  if (settings.domain === undefined || certificate === undefined) return {};
  return {
    // The store sends visitors of www to the bare name.
    domainNames: [settings.domain.name, `www.${settings.domain.name}`],
    certificate,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  };
}
