import type { Distribution } from '../../../../definition/model/cloudfront.ts';
import type { StackResource } from '../../../../definition/model/stack.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import { resourceModifiedAt } from '../stack-times.ts';
import { type DistributionProperties, distributionProperties } from './properties/distribution-properties.ts';
import { type VpcOriginProperties, vpcOriginProperties } from './properties/vpc-origin-properties.ts';

/** A distribution of the definition: as the edge serves it, and as the template has it. */
export interface FoundDistribution {
  readonly id: string;
  readonly arn: string;
  /** Place among those of the definition. */
  readonly index: number;
  readonly distribution: Distribution;
  /** Where viewers reach it, with the edge's port, as the stack's outputs have it. */
  readonly domainName: string;
  readonly properties: DistributionProperties;
  readonly etag: string;
  readonly modifiedAt: Date;
}

/** The distributions of the definition; none until one was released. */
export function distributions(controlPlane: ControlPlane): readonly FoundDistribution[] {
  const { workload } = controlPlane.workload() ?? {};
  return (workload?.distributions ?? []).flatMap((distribution, index) => {
    const resource = resources(controlPlane, 'AWS::CloudFront::Distribution').find(
      ({ logicalId }) => logicalId === distribution.logicalId,
    );
    if (resource === undefined || distribution.id === undefined) return [];
    return [
      {
        id: distribution.id,
        arn: `arn:aws:cloudfront::${workload?.accountId}:distribution/${distribution.id}`,
        index,
        distribution,
        domainName: String(resource.attributes?.DomainName ?? distribution.domainName),
        properties: distributionProperties(resource.properties),
        etag: etagOf(resource),
        modifiedAt: resourceModifiedAt(controlPlane, resource.logicalId),
      },
    ];
  });
}

/** Raises `NoSuchDistribution`. */
export function requireDistribution(controlPlane: ControlPlane, id: string): FoundDistribution {
  const found = distributions(controlPlane).find((each) => each.id === id);
  if (found !== undefined) return found;
  throw new AwsError('NoSuchDistribution', 'The specified distribution does not exist.', 404);
}

/** A VPC origin of the definition. */
export interface FoundVpcOrigin {
  readonly id: string;
  readonly arn: string;
  readonly accountId: string;
  readonly properties: VpcOriginProperties;
  readonly etag: string;
  readonly modifiedAt: Date;
}

/** The VPC origins of the definition; none until one was released. */
export function vpcOrigins(controlPlane: ControlPlane): readonly FoundVpcOrigin[] {
  const accountId = controlPlane.workload()?.workload.accountId ?? '';
  return resources(controlPlane, 'AWS::CloudFront::VpcOrigin').map((resource) => ({
    id: resource.physicalId,
    arn: `arn:aws:cloudfront::${accountId}:vpcorigin/${resource.physicalId}`,
    accountId,
    properties: vpcOriginProperties(resource.properties),
    etag: etagOf(resource),
    modifiedAt: resourceModifiedAt(controlPlane, resource.logicalId),
  }));
}

/** Raises `EntityNotFound`. */
export function requireVpcOrigin(controlPlane: ControlPlane, id: string): FoundVpcOrigin {
  const found = vpcOrigins(controlPlane).find((each) => each.id === id);
  if (found !== undefined) return found;
  throw new AwsError('EntityNotFound', 'The specified VPC origin does not exist.', 404);
}

function resources(controlPlane: ControlPlane, type: string): readonly StackResource[] {
  const { stack } = controlPlane.workload()?.workload ?? {};
  return stack?.resources.filter((resource) => resource.type === type) ?? [];
}

/** CloudFront gives each version of a configuration another one. */
function etagOf({ digest }: StackResource): string {
  return `E${digest.slice(0, 13).toUpperCase()}`;
}
