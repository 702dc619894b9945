import { allPages } from '../../../aws/all-pages.ts';
import type { Target } from '../../target.ts';
import type { DistributionFacts, VpcOriginFacts } from '../doctor-facts.ts';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistribution.html */
export async function gatherDistribution({ clients }: Target, id: string): Promise<DistributionFacts> {
  const cloudFront = await clients.cloudFront();
  const { Distribution } = await cloudFront.getDistribution({ Id: id });
  const config = Distribution?.DistributionConfig;
  const origin = config?.Origins?.Items?.find(({ Id }) => Id === config.DefaultCacheBehavior?.TargetOriginId);
  return {
    id,
    status: Distribution?.Status ?? 'unknown',
    isEnabled: config?.Enabled === true,
    defaultOrigin: {
      domainName: origin?.DomainName ?? 'none',
      vpcOriginId: origin?.VpcOriginConfig?.VpcOriginId,
    },
  };
}

/** All of the account. @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListVpcOrigins.html */
export async function gatherVpcOrigins({ clients }: Target): Promise<readonly VpcOriginFacts[]> {
  const cloudFront = await clients.cloudFront();
  const origins = await allPages(async (Marker) => {
    const { VpcOriginList } = await cloudFront.listVpcOrigins(Marker === undefined ? {} : { Marker });
    return { items: VpcOriginList?.Items ?? [], next: VpcOriginList?.NextMarker };
  });
  return origins.map(({ Id = '', Status = 'unknown', OriginEndpointArn = '' }) => ({
    id: Id,
    status: Status,
    endpointArn: OriginEndpointArn,
  }));
}
