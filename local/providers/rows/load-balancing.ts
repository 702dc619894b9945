import { attributes } from '../../../definition/values/attributes.ts';
import { loadBalancerName } from '../../../definition/values/load-balancing.ts';
import type { ResourceView } from '../../../definition/values/resource-view.ts';
import type { Realisation, Rows } from '../realisation.ts';

/**
 * Where tasks and the edge find the load balancer. The local authority may sign for the names below `load-balancer`.
 */
function dnsName(resource: ResourceView): string {
  const isFirst = resource.ofSameType()[0] === resource.logicalId;
  return isFirst ? 'load-balancer' : `${loadBalancerName(resource).toLowerCase()}.load-balancer`;
}

/** A listener that would use one is refused. */
const noMutualTls: Realisation = {
  provider: 'not-realised',
  faithfulness: 'absent',
  why: 'Mutual TLS does not run locally.',
};

/** Application Load Balancers, which HAProxy provides. */
export const loadBalancingRows: Rows = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    provider: 'load-balancer',
    faithfulness: 'approximated',
    why: 'One HAProxy serves all of them, at one address without zones; on a port that two share, the name in the request tells them apart.',
    localValues: attributes({ DNSName: dnsName }),
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    provider: 'load-balancer',
    faithfulness: 'approximated',
    why: 'HAProxy listens on its port; HTTPS is served with the certificate of the local authority.',
  },
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': {
    provider: 'load-balancer',
    faithfulness: 'approximated',
    why: 'The API lists it; HTTPS is served with the certificate of the local authority.',
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    provider: 'load-balancer',
    faithfulness: 'approximated',
    why: 'HAProxy evaluates the conditions, rewrites and forwards; rules that authenticate users are refused.',
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    provider: 'load-balancer',
    faithfulness: 'approximated',
    why: 'Health checks, draining, stickiness and the algorithms act; there are no zones to balance between.',
  },
  'AWS::ElasticLoadBalancingV2::TrustStore': noMutualTls,
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation': noMutualTls,
};
