import type { FoundDistribution } from '../find.ts';
import type { DistributionProperties } from '../properties/distribution-properties.ts';
import { behaviorShape } from './behavior.ts';
import { itemsShape } from './list.ts';
import { originShape } from './origin.ts';

/** What a configuration and a summary of a distribution have in common. */
export function commonShape(properties: DistributionProperties) {
  return {
    Aliases: itemsShape('CNAME', properties.Aliases),
    Origins: itemsShape('Origin', properties.Origins.map(originShape)),
    OriginGroups: itemsShape('OriginGroup', properties.OriginGroups.Items.map(originGroupShape)),
    DefaultCacheBehavior: behaviorShape(properties.DefaultCacheBehavior),
    CacheBehaviors: itemsShape(
      'CacheBehavior',
      properties.CacheBehaviors.map(({ PathPattern, ...behavior }) => ({
        PathPattern,
        ...behaviorShape(behavior),
      })),
    ),
    CustomErrorResponses: itemsShape('CustomErrorResponse', properties.CustomErrorResponses),
    Comment: properties.Comment,
    PriceClass: properties.PriceClass,
    Enabled: properties.Enabled,
    ViewerCertificate: certificateShape(properties.ViewerCertificate),
    Restrictions: { GeoRestriction: geoRestrictionShape(properties.Restrictions.GeoRestriction) },
    WebACLId: properties.WebACLId,
    // CloudFront's own spelling of what it answers; templates have it in small letters.
    HttpVersion: properties.HttpVersion,
    IsIPV6Enabled: properties.IPV6Enabled,
    Staging: false,
  };
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
export function distributionConfigShape({ properties, id }: FoundDistribution) {
  const { Logging } = properties;
  return {
    CallerReference: id,
    DefaultRootObject: properties.DefaultRootObject,
    Logging:
      Logging === undefined
        ? { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' }
        : { Enabled: true, ...Logging },
    ContinuousDeploymentPolicyId: '',
    ...commonShape(properties),
  };
}

function originGroupShape({
  Id,
  FailoverCriteria,
  Members,
  SelectionCriteria,
}: DistributionProperties['OriginGroups']['Items'][number]) {
  return {
    Id,
    FailoverCriteria: { StatusCodes: itemsShape('StatusCode', FailoverCriteria.StatusCodes.Items) },
    Members: itemsShape('OriginGroupMember', Members.Items),
    SelectionCriteria,
  };
}

function certificateShape(certificate: DistributionProperties['ViewerCertificate']) {
  const { AcmCertificateArn, IamCertificateId, SslSupportMethod, MinimumProtocolVersion } = certificate;
  const isOwn = AcmCertificateArn !== undefined || IamCertificateId !== undefined;
  return {
    CloudFrontDefaultCertificate: !isOwn,
    IAMCertificateId: IamCertificateId,
    ACMCertificateArn: AcmCertificateArn,
    SSLSupportMethod: isOwn ? SslSupportMethod : 'vip',
    MinimumProtocolVersion,
    Certificate: AcmCertificateArn ?? IamCertificateId,
    CertificateSource: AcmCertificateArn === undefined ? (isOwn ? 'iam' : 'cloudfront') : 'acm',
  };
}

function geoRestrictionShape({
  RestrictionType,
  Locations,
}: DistributionProperties['Restrictions']['GeoRestriction']) {
  return { RestrictionType, ...itemsShape('Location', Locations) };
}
