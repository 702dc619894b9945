import type { z } from 'zod';
import type { Origin } from '../../model/cloudfront.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties, unsupportedProperty } from '../../properties/read-properties.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import { originAccessControlSchema, type originSchema, vpcOriginSchema } from './origin-schema.ts';
import { resourceWithId } from './resource-with-id.ts';

type Properties = z.output<typeof originSchema>;
type Target = Origin['target'];

/** Where an origin is written, for errors. */
interface Place {
  readonly template: ResolvedTemplate;
  readonly resource: ResolvedResource;
  readonly path: readonly PropertyKey[];
}

/** An origin: a load balancer through a VPC origin, a bucket of the template, or any host. */
export function toOrigin(place: Place, properties: Properties): Origin {
  const { VpcOriginConfig: vpc, CustomOriginConfig: custom, S3OriginConfig: s3 } = properties;
  return {
    id: properties.Id,
    originPath: properties.OriginPath,
    customHeaders: Object.fromEntries(
      properties.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName, HeaderValue]),
    ),
    connectTimeoutSeconds: properties.ConnectionTimeout,
    readTimeoutSeconds: (vpc ?? custom ?? s3)?.OriginReadTimeout ?? 30,
    target: toTarget(place, properties),
  };
}

function toTarget(place: Place, properties: Properties): Target {
  const { VpcOriginConfig: vpc, CustomOriginConfig: custom, DomainName } = properties;
  if (vpc !== undefined) {
    rejectSigned(place, properties);
    return toVpcTarget(place, vpc);
  }
  const bucket = findBucket(place.template, DomainName);
  if (bucket !== undefined) {
    return present({ kind: 's3', bucket, reader: readerOf(place, properties) } as const);
  }
  rejectWebsite(place, DomainName);
  rejectAccessControl(place, properties);
  const isClear = custom?.OriginProtocolPolicy === 'http-only';
  return {
    kind: 'custom',
    domainName: DomainName,
    scheme: isClear ? 'http' : 'https',
    port: isClear ? custom.HTTPPort : (custom?.HTTPSPort ?? 443),
  };
}

function toVpcTarget({ template, resource }: Place, vpc: NonNullable<Properties['VpcOriginConfig']>): Target {
  const by = `${resource.logicalId} (${resource.type})`;
  const vpcOrigin = resourceWithId(template, 'AWS::CloudFront::VpcOrigin', vpc.VpcOriginId, by);
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
  };
}

function findBucket(template: ResolvedTemplate, domainName: string): string | undefined {
  return resourcesOfType(template, 'AWS::S3::Bucket').find(({ logicalId }) =>
    ['RegionalDomainName', 'DomainName'].some((name) => template.values(logicalId, name) === domainName),
  )?.logicalId;
}

/**
 * Whom the bucket sees: the distribution, where an origin access control signs, or an origin access identity.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
function readerOf({ template, resource, path }: Place, properties: Properties): string | undefined {
  const by = `${resource.logicalId} (${resource.type})`;
  const identity = properties.S3OriginConfig?.OriginAccessIdentity ?? '';
  if (properties.OriginAccessControlId !== '') {
    const id = properties.OriginAccessControlId;
    const control = resourceWithId(template, 'AWS::CloudFront::OriginAccessControl', id, by);
    const { OriginAccessControlConfig } = readProperties(control, originAccessControlSchema);
    return OriginAccessControlConfig.SigningBehavior === 'never' ? undefined : resource.logicalId;
  }
  if (identity === '') return undefined;
  const id = /^origin-access-identity\/cloudfront\/(.+)$/.exec(identity)?.[1];
  if (id === undefined) {
    const where = [...path, 'S3OriginConfig', 'OriginAccessIdentity'];
    throw badProperty(resource, where, 'expected origin-access-identity/cloudfront/ID');
  }
  return resourceWithId(template, 'AWS::CloudFront::CloudFrontOriginAccessIdentity', id, by).logicalId;
}

function rejectWebsite({ resource, path }: Place, domainName: string): void {
  if (!/\.s3-website[.-]/.test(domainName)) return;
  const why =
    'website endpoints of buckets are not available locally: use the bucket with an origin access control';
  throw unsupportedProperty(resource, [...path, 'DomainName'], why);
}

/** Load balancers know no signatures, so that nothing would come of an origin access control. */
function rejectSigned({ resource, path }: Place, { OriginAccessControlId }: Properties): void {
  if (OriginAccessControlId === '') return;
  const why = 'the edge does not sign requests to VPC origins: an origin access control is only for a bucket';
  throw unsupportedProperty(resource, [...path, 'OriginAccessControlId'], why);
}

/** A bucket of another template, or an origin of another kind. */
function rejectAccessControl({ resource, path }: Place, properties: Properties): void {
  const { OriginAccessControlId, S3OriginConfig } = properties;
  if (OriginAccessControlId === '' && S3OriginConfig === undefined) return;
  const why = 'the template has no bucket with this name: define the bucket in the same stack';
  throw unsupportedProperty(resource, [...path, 'DomainName'], why);
}
