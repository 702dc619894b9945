import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
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
import { createResponseHeaders } from './response-headers.ts';
import type { Settings } from './settings.ts';

export interface EdgeProps {
  readonly settings: Settings;
  readonly vpc: IVpc;
  readonly loadBalancer: LoadBalancer;
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
      ...behaviors(origin, createResponseHeaders(this, settings)),
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

/** Pages are never cached; digested assets are, for good; uploads are as long as the store says. */
function behaviors(origin: IOrigin, responseHeadersPolicy: ResponseHeadersPolicy) {
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
  const assets: BehaviorOptions = { ...shared, cachePolicy: CachePolicy.CACHING_OPTIMIZED };
  const uploads: BehaviorOptions = {
    ...pages,
    cachePolicy: CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS,
  };
  return {
    defaultBehavior: pages,
    additionalBehaviors: { '/assets/*': assets, '/rails/active_storage/*': uploads, '/cable': pages },
  };
}

function customDomain({ settings, certificate }: EdgeProps) {
  if (settings.domain === undefined || certificate === undefined) return {};
  return {
    domainNames: [settings.domain.name],
    certificate,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  };
}
