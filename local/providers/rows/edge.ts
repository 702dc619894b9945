import { attributes } from '../../../definition/values/attributes.ts';
import type { Realisation, Rows } from '../realisation.ts';

const policy: Realisation = {
  provider: 'edge',
  faithfulness: 'approximated',
  why: 'nginx is configured by what the policy says. Viewers are in Seattle for CloudFront’s headers, devices are recognised by words in `User-Agent`, headers with underscores in their names are dropped, and of the parameters or cookies that a policy lists the first 24 go on.',
};

/** CloudFront, DNS, certificates and the firewall in front of them. */
export const edgeRows: Rows = {
  'AWS::CloudFront::Distribution': {
    provider: 'edge',
    faithfulness: 'approximated',
    why: 'nginx serves the behaviours from one cache, under localhost and a local certificate. Responses from the cache have the `Date` of when they were fetched, and no `Age`. What a viewer sends in an undocumented header that begins with `CloudFront-` or in `X-Edge-*` is dropped in front of load balancers alone. The policies of a behaviour differ as theirs do.',
    localValues: attributes({ DomainName: () => 'localhost' }),
  },
  'AWS::CloudFront::VpcOrigin': {
    provider: 'edge',
    faithfulness: 'approximated',
    why: 'The edge reaches the private load balancer by a socket of its own; with `match-viewer` it uses HTTPS for plain HTTP requests too.',
  },
  'AWS::CloudFront::CachePolicy': policy,
  'AWS::CloudFront::OriginRequestPolicy': policy,
  'AWS::CloudFront::ResponseHeadersPolicy': {
    provider: 'edge',
    faithfulness: 'approximated',
    why: 'nginx is configured by what the policy says; `Server-Timing` says what the cache did, without places and times.',
  },
  'AWS::CloudFront::OriginAccessControl': {
    provider: 'edge',
    faithfulness: 'approximated',
    why: 'The bucket knows the edge by a secret in its requests, not by a signature.',
  },
  'AWS::CloudFront::Function': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'Functions at the edge are not run: a behavior with one is refused.',
  },
  'AWS::CloudFront::KeyValueStore': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'Only functions at the edge read it, and they are not run.',
  },
  'AWS::CloudFront::PublicKey': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'The edge checks no signed URLs: a behavior that asks for them is refused.',
  },
  'AWS::CloudFront::KeyGroup': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'The edge checks no signed URLs: a behavior that asks for them is refused.',
  },
  'AWS::CloudFront::RealtimeLogConfig': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'Requests are not logged to Kinesis.',
  },
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': {
    provider: 'edge',
    faithfulness: 'approximated',
    why: 'The bucket knows the edge by a secret in its requests, not by a signature.',
  },
  'AWS::CloudFront::MonitoringSubscription': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'The edge has no metrics in CloudWatch.',
  },
  'AWS::CertificateManager::Certificate': {
    provider: 'not-realised',
    faithfulness: 'recorded',
    why: 'The edge has a certificate of the environment’s own authority.',
  },
  'AWS::Route53::HostedZone': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'The local store is reached as localhost.',
    placeholders: (attribute) => attribute === 'NameServers',
  },
  'AWS::Route53::RecordSet': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'The local store is reached as localhost.',
  },
  'AWS::Route53::RecordSetGroup': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'The local store is reached as localhost.',
  },
  'AWS::Route53::HealthCheck': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'Nothing outside the machine checks it.',
  },
  'AWS::WAFv2::WebACLAssociation': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'No request is filtered locally.',
  },
  'AWS::WAFv2::WebACL': {
    provider: 'not-realised',
    faithfulness: 'absent',
    why: 'No request is filtered locally.',
  },
};
