import { attributes } from '../../../definition/values/attributes.ts';
import { loadBalancerName } from '../../../definition/values/load-balancing.ts';
import type { ResourceView } from '../../../definition/values/resource-view.ts';
import type { Provision, Rows } from '../provision.ts';

/**
 * Where tasks and the edge find the load balancer. The local authority may sign for the names below `load-balancer`.
 */
function dnsName(resource: ResourceView): string {
  const isFirst = resource.ofSameType()[0] === resource.logicalId;
  return isFirst ? 'load-balancer' : `${loadBalancerName(resource).toLowerCase()}.load-balancer`;
}

/** A listener that would use one is refused. */
const noMutualTls: Provision = {
  provider: 'none',
  faithfulness: 'absent',
  why: 'Mutual TLS is not supported locally.',
};

/** Application Load Balancers, which HAProxy provides. */
export const loadBalancingRows: Rows = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    provider: 'load-balancer',
    faithfulness: 'approximated',
    why: 'One HAProxy serves all load balancers at one address, without Availability Zones; on a shared port, the host name in the request selects the load balancer.',
    localValues: attributes({ DNSName: dnsName }),
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    provider: 'load-balancer',
    faithfulness: 'approximated',
    why: 'HAProxy listens on its port; HTTPS uses a certificate issued by the local certificate authority.',
  },
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': {
    provider: 'load-balancer',
    faithfulness: 'approximated',
    why: 'The API lists it; HTTPS uses a certificate issued by the local certificate authority.',
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    provider: 'load-balancer',
    faithfulness: 'approximated',
    why: 'HAProxy evaluates conditions and performs the actions; rules that authenticate users are rejected.',
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    provider: 'load-balancer',
    faithfulness: 'approximated',
    why: 'Health checks, draining, stickiness and routing algorithms take effect; there are no Availability Zones to balance between.',
  },
  'AWS::ElasticLoadBalancingV2::TrustStore': noMutualTls,
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation': noMutualTls,
};
