import type { Realisation, Rows } from '../realisation.ts';
import { arnOf, globalArnOf, idOf, nameOf, type ResourceView, textOf } from '../resource-view.ts';
import { attributes, single } from './attributes.ts';

const distributionId = (resource: ResourceView) => idOf(resource, 'E', 13).toUpperCase();
const vpcOriginId = (resource: ResourceView) => idOf(resource, 'vo_', 20);
const functionArn = (resource: ResourceView) =>
  globalArnOf(resource, 'cloudfront', `function/${nameOf(resource, 'Name')}`);

const policy: Realisation = {
  player: 'edge',
  faithfulness: 'as-aws',
  why: 'nginx is configured by what the policy says.',
  attributes: single((resource) => idOf(resource, '', 32)),
};

/** CloudFront, DNS, certificates and the firewall in front of them. */
export const edgeRows: Rows = {
  'AWS::CloudFront::Distribution': {
    player: 'edge',
    faithfulness: 'approximated',
    why: 'nginx serves the behaviours from one cache, under localhost and a local certificate; answers carry no `Age`.',
    attributes: attributes({
      Ref: distributionId,
      Id: distributionId,
      DomainName: () => 'localhost',
    }),
  },
  'AWS::CloudFront::VpcOrigin': {
    player: 'edge',
    faithfulness: 'as-aws',
    why: 'The edge reaches the private load balancer inside the compose network.',
    attributes: attributes({
      Ref: vpcOriginId,
      Id: vpcOriginId,
      Arn: (resource) => globalArnOf(resource, 'cloudfront', `vpcorigin/${vpcOriginId(resource)}`),
      Status: () => 'Deployed',
    }),
  },
  'AWS::CloudFront::CachePolicy': policy,
  'AWS::CloudFront::OriginRequestPolicy': policy,
  'AWS::CloudFront::ResponseHeadersPolicy': {
    ...policy,
    faithfulness: 'approximated',
    why: 'Security and custom headers are added; CORS, server timing and removals of an own policy are not.',
  },
  'AWS::CloudFront::OriginAccessControl': {
    player: 'edge',
    faithfulness: 'recorded',
    why: 'The edge reads the bucket without a signature.',
    attributes: single((resource) => idOf(resource, 'E', 13).toUpperCase()),
  },
  'AWS::CloudFront::Function': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'Functions at the edge are not run.',
    attributes: attributes({ Ref: functionArn, FunctionARN: functionArn }),
  },
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': {
    player: 'edge',
    faithfulness: 'recorded',
    why: 'The edge reads the bucket without a signature.',
    attributes: single((resource) => idOf(resource, 'E', 13).toUpperCase(), 'S3CanonicalUserId'),
  },
  'AWS::CloudFront::MonitoringSubscription': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'The edge has no metrics in CloudWatch.',
    attributes: single((resource) => idOf(resource, 'monitoring-', 13)),
  },
  'AWS::CertificateManager::Certificate': {
    player: 'not-realised',
    faithfulness: 'recorded',
    why: 'The edge has a certificate of the environment’s own authority.',
    attributes: single((resource) => arnOf(resource, 'acm', `certificate/${idOf(resource, '', 32)}`)),
  },
  'AWS::Route53::HostedZone': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'The local store is reached as localhost.',
    attributes: attributes({
      Ref: (resource) => idOf(resource, 'Z', 13).toUpperCase(),
      Id: (resource) => idOf(resource, 'Z', 13).toUpperCase(),
      NameServers: () => [],
    }),
  },
  'AWS::Route53::RecordSet': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'The local store is reached as localhost.',
    attributes: attributes({ Ref: (resource) => textOf(resource, 'Name') }),
  },
  'AWS::Route53::RecordSetGroup': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'The local store is reached as localhost.',
    attributes: single((resource) => idOf(resource, 'records-', 13)),
  },
  'AWS::Route53::HealthCheck': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'Nothing outside the machine checks it.',
    attributes: single((resource) => idOf(resource, '', 32), 'HealthCheckId'),
  },
  'AWS::WAFv2::WebACLAssociation': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'No request is filtered on the local side.',
    attributes: single((resource) => idOf(resource, '', 32)),
  },
  'AWS::WAFv2::WebACL': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'No request is filtered on the local side.',
    attributes: attributes({
      Ref: (resource) => `${nameOf(resource, 'Name')}|${idOf(resource, '', 32)}|CLOUDFRONT`,
      Id: (resource) => idOf(resource, '', 32),
      Arn: (resource) => arnOf(resource, 'wafv2', `global/webacl/${nameOf(resource, 'Name')}`),
    }),
  },
};
