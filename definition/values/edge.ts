import { attributes, single, type ValuesByType } from './attributes.ts';
import { arnOf, globalArnOf, hash, idOf, nameOf, type ResourceView, textOf } from './resource-view.ts';

const distributionId = (resource: ResourceView) => idOf(resource, 'E', 13).toUpperCase();
const vpcOriginId = (resource: ResourceView) => idOf(resource, 'vo_', 20);
const functionArn = (resource: ResourceView) =>
  globalArnOf(resource, 'cloudfront', `function/${nameOf(resource, 'Name')}`);
const zoneId = (resource: ResourceView) => idOf(resource, 'Z', 13).toUpperCase();
const aclScope = (resource: ResourceView) => textOf(resource, 'Scope') ?? 'CLOUDFRONT';
const plainId = (resource: ResourceView) => idOf(resource, '', 32);

/** CloudFront, DNS, certificates and the firewall in front of them. */
export const edgeValues: ValuesByType = {
  'AWS::CloudFront::Distribution': attributes({
    Ref: distributionId,
    Id: distributionId,
    DomainName: (resource) => `d${hash(resource, 13)}.cloudfront.net`,
  }),
  'AWS::CloudFront::VpcOrigin': attributes({
    Ref: vpcOriginId,
    Id: vpcOriginId,
    Arn: (resource) => globalArnOf(resource, 'cloudfront', `vpcorigin/${vpcOriginId(resource)}`),
    Status: () => 'Deployed',
  }),
  'AWS::CloudFront::CachePolicy': single(plainId, 'Id'),
  'AWS::CloudFront::OriginRequestPolicy': single(plainId, 'Id'),
  'AWS::CloudFront::ResponseHeadersPolicy': single(plainId, 'Id'),
  'AWS::CloudFront::OriginAccessControl': single(distributionId, 'Id'),
  'AWS::CloudFront::Function': attributes({ Ref: functionArn, FunctionARN: functionArn }),
  'AWS::CloudFront::KeyValueStore': attributes({
    Ref: (resource) => nameOf(resource, 'Name'),
    Id: plainId,
    Arn: (resource) => globalArnOf(resource, 'cloudfront', `key-value-store/${plainId(resource)}`),
    Status: () => 'READY',
  }),
  'AWS::CloudFront::PublicKey': single(distributionId, 'Id'),
  'AWS::CloudFront::KeyGroup': single(plainId, 'Id'),
  'AWS::CloudFront::RealtimeLogConfig': single(
    (resource) => globalArnOf(resource, 'cloudfront', `realtime-log-config/${nameOf(resource, 'Name')}`),
    'Arn',
  ),
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': single(distributionId, 'Id', 'S3CanonicalUserId'),
  'AWS::CloudFront::MonitoringSubscription': single((resource) => idOf(resource, 'monitoring-', 13)),
  'AWS::CertificateManager::Certificate': single(
    (resource) => arnOf(resource, 'acm', `certificate/${plainId(resource)}`),
    'CertificateArn',
  ),
  'AWS::Route53::HostedZone': attributes({
    Ref: zoneId,
    Id: zoneId,
    NameServers: () => ['ns-1.awsdns.example'],
  }),
  'AWS::Route53::RecordSet': attributes({ Ref: (resource) => textOf(resource, 'Name') }),
  'AWS::Route53::RecordSetGroup': single((resource) => idOf(resource, 'records-', 13), 'Id'),
  'AWS::Route53::HealthCheck': single(plainId, 'HealthCheckId'),
  'AWS::WAFv2::WebACLAssociation': single(plainId),
  'AWS::WAFv2::WebACL': attributes({
    Ref: (resource) => [nameOf(resource, 'Name'), plainId(resource), aclScope(resource)].join('|'),
    Id: plainId,
    Arn: (resource) => {
      const scope = aclScope(resource) === 'REGIONAL' ? 'regional' : 'global';
      return arnOf(resource, 'wafv2', `${scope}/webacl/${nameOf(resource, 'Name')}/${plainId(resource)}`);
    },
  }),
};
