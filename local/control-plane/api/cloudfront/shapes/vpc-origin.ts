import type { FoundVpcOrigin } from '../find.ts';
import { itemsShape } from './list.ts';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOrigin.html */
export function vpcOriginShape({ properties, ...found }: FoundVpcOrigin) {
  const { OriginSSLProtocols, ...config } = properties;
  return {
    Id: found.id,
    Arn: found.arn,
    AccountId: found.accountId,
    Status: 'Deployed',
    CreatedTime: found.modifiedAt,
    LastModifiedTime: found.modifiedAt,
    VpcOriginEndpointConfig: { ...config, OriginSslProtocols: itemsShape('SslProtocol', OriginSSLProtocols) },
  };
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginSummary.html */
export function vpcOriginSummaryShape({ properties, ...found }: FoundVpcOrigin) {
  return {
    Id: found.id,
    Name: properties.Name,
    Status: 'Deployed',
    CreatedTime: found.modifiedAt,
    LastModifiedTime: found.modifiedAt,
    Arn: found.arn,
    AccountId: found.accountId,
    OriginEndpointArn: properties.Arn,
  };
}
