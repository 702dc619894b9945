import { z } from 'zod';
import type { Origin } from '../../model/cloudfront.ts';
import { present } from '../../properties/present.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { number, text } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-origin.html */
export const originSchema = z.object({
  Id: text,
  DomainName: text,
  OriginPath: text.default(''),
  S3OriginConfig: z.object({ OriginAccessIdentity: text.default('') }).optional(),
  OriginAccessControlId: text.optional(),
  OriginCustomHeaders: z.array(z.object({ HeaderName: text, HeaderValue: text })).default([]),
  VpcOriginConfig: z.object({ VpcOriginId: text, OriginReadTimeout: number.default(30) }).optional(),
  CustomOriginConfig: z
    .object({
      HTTPPort: number.default(80),
      HTTPSPort: number.default(443),
      OriginProtocolPolicy: text,
      OriginReadTimeout: number.default(30),
    })
    .optional(),
});

const vpcOriginSchema = z.object({
  VpcOriginEndpointConfig: z.object({
    Arn: text,
    HTTPPort: number.default(80),
    HTTPSPort: number.default(443),
    OriginProtocolPolicy: text.default('match-viewer'),
  }),
});

type OriginProperties = z.output<typeof originSchema>;

/** An origin: a load balancer through a VPC origin, a bucket of the template, or any host. */
export function toOrigin(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  properties: OriginProperties,
): Origin {
  return {
    id: properties.Id,
    originPath: properties.OriginPath,
    customHeaders: Object.fromEntries(
      properties.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName, HeaderValue]),
    ),
    target: toTarget(template, resource, properties),
  };
}

function toTarget(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  properties: OriginProperties,
): Origin['target'] {
  const { VpcOriginConfig: vpc, CustomOriginConfig: custom, DomainName } = properties;
  if (vpc !== undefined) return toVpcTarget(template, resource, vpc);
  const bucket = findBucket(template, DomainName);
  if (bucket !== undefined) {
    return present({ kind: 's3' as const, bucket, reader: readerOf(template, resource, properties) });
  }
  return {
    kind: 'custom',
    domainName: DomainName,
    port: custom?.OriginProtocolPolicy === 'http-only' ? custom.HTTPPort : (custom?.HTTPSPort ?? 443),
    readTimeoutSeconds: custom?.OriginReadTimeout ?? 30,
  };
}

const accessControlSchema = z.object({
  OriginAccessControlConfig: z.object({ SigningBehavior: z.enum(['always', 'never', 'no-override']) }),
});

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
function readerOf(
  template: ResolvedTemplate,
  { logicalId, type }: ResolvedResource,
  { OriginAccessControlId: control = '', S3OriginConfig: s3 }: OriginProperties,
): string | undefined {
  const referredBy = `${logicalId} (${type})`;
  if (control !== '') {
    const wanted = {
      types: ['AWS::CloudFront::OriginAccessControl'],
      value: control,
      attributes: ['Id', 'Ref'],
    };
    const { OriginAccessControlConfig: config } = readProperties(
      resourceWithValue(template, wanted, referredBy),
      accessControlSchema,
    );
    return config.SigningBehavior === 'never' ? undefined : logicalId;
  }
  const value = /^origin-access-identity\/cloudfront\/(.+)$/.exec(s3?.OriginAccessIdentity ?? '')?.[1];
  if (value === undefined) return undefined;
  const types = ['AWS::CloudFront::CloudFrontOriginAccessIdentity'];
  return resourceWithValue(template, { types, value, attributes: ['Id', 'Ref'] }, referredBy).logicalId;
}

function toVpcTarget(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  vpc: NonNullable<OriginProperties['VpcOriginConfig']>,
): Origin['target'] {
  const wanted = { types: ['AWS::CloudFront::VpcOrigin'], value: vpc.VpcOriginId, attributes: ['Id', 'Ref'] };
  const vpcOrigin = resourceWithValue(template, wanted, `${resource.logicalId} (${resource.type})`);
  const { VpcOriginEndpointConfig: endpoint } = readProperties(vpcOrigin, vpcOriginSchema);
  const loadBalancer = resourceWithValue(
    template,
    { types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'], value: endpoint.Arn },
    `${vpcOrigin.logicalId} (${vpcOrigin.type})`,
  );
  return {
    kind: 'vpc',
    loadBalancer: loadBalancer.logicalId,
    port: endpoint.OriginProtocolPolicy === 'http-only' ? endpoint.HTTPPort : endpoint.HTTPSPort,
    readTimeoutSeconds: vpc.OriginReadTimeout,
  };
}

function findBucket(template: ResolvedTemplate, domainName: string): string | undefined {
  return resourcesOfType(template, 'AWS::S3::Bucket').find(({ logicalId }) =>
    ['RegionalDomainName', 'DomainName'].some((name) => template.values(logicalId, name) === domainName),
  )?.logicalId;
}
