import { attributes } from '../../../definition/values/attributes.ts';
import type { Provision, Rows } from '../provision.ts';

const policy: Provision = {
  provider: 'edge',
  faithfulness: 'approximated',
  why: 'nginx is configured from the policy. CloudFront’s location headers place every viewer in Seattle, device headers are derived from words in `User-Agent`, headers with underscores in their names are dropped, and of the query parameters or cookies that a policy lists, only the first 24 are forwarded.',
};

/** CloudFront, DNS, certificates and the firewall in front of them. */
export const edgeRows: Rows = {
  'AWS::CloudFront::Distribution': {
    provider: 'edge',
    faithfulness: 'approximated',
    why: 'nginx serves all cache behaviors from one cache, at localhost with a local certificate. Cached responses have the `Date` of when they were fetched, and no `Age`. Undocumented `CloudFront-*` headers and `X-Edge-*` headers sent by a viewer are dropped only for load balancer origins. An invalidation is complete as soon as it was asked for. Policies differ as listed for their own types.',
    localValues: attributes({ DomainName: () => 'localhost' }),
  },
  'AWS::CloudFront::VpcOrigin': {
    provider: 'edge',
    faithfulness: 'approximated',
    why: 'The edge reaches the private load balancer through a dedicated socket; with `match-viewer`, it uses HTTPS for plain HTTP requests too.',
  },
  'AWS::CloudFront::CachePolicy': policy,
  'AWS::CloudFront::OriginRequestPolicy': policy,
  'AWS::CloudFront::ResponseHeadersPolicy': {
    provider: 'edge',
    faithfulness: 'approximated',
    why: 'nginx is configured from the policy; `Server-Timing` reports the cache status, without point of presence or timings.',
  },
  'AWS::CloudFront::OriginAccessControl': {
    provider: 'edge',
    faithfulness: 'approximated',
    why: 'The bucket identifies the edge by a secret in its requests, not by a signature.',
  },
  'AWS::CloudFront::Function': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'The edge does not run functions; a cache behavior with one is rejected.',
  },
  'AWS::CloudFront::KeyValueStore': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'Only CloudFront functions read it, and the edge does not run them.',
  },
  'AWS::CloudFront::PublicKey': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'The edge does not validate signed URLs; a cache behavior that requires them is rejected.',
  },
  'AWS::CloudFront::KeyGroup': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'The edge does not validate signed URLs; a cache behavior that requires them is rejected.',
  },
  'AWS::CloudFront::RealtimeLogConfig': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'Requests are not logged to Kinesis.',
  },
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': {
    provider: 'edge',
    faithfulness: 'approximated',
    why: 'The bucket identifies the edge by a secret in its requests, not by a signature.',
  },
  'AWS::CloudFront::MonitoringSubscription': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'Only CloudFront’s default metrics are published, not the additional ones.',
  },
  'AWS::CertificateManager::Certificate': {
    provider: 'none',
    faithfulness: 'recorded',
    why: 'The edge serves a certificate issued by the local certificate authority.',
  },
  'AWS::Route53::HostedZone': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'The local store is served at localhost. Route 53’s API lists it, and no name server knows it.',
    placeholders: (attribute) => attribute === 'NameServers',
  },
  'AWS::Route53::RecordSet': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'The local store is served at localhost. Route 53’s API lists it, and no name server knows it.',
  },
  'AWS::Route53::RecordSetGroup': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'The local store is served at localhost. Route 53’s API lists it, and no name server knows it.',
  },
  'AWS::Route53::HealthCheck': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'Route 53 health checks are not run.',
  },
  'AWS::WAFv2::WebACLAssociation': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'Requests are not filtered locally.',
  },
  'AWS::WAFv2::WebACL': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'Requests are not filtered locally.',
  },
};
