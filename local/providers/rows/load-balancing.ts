import { attributes } from '../../../definition/values/attributes.ts';
import type { Rows } from '../realisation.ts';

const why = 'HAProxy serves the listeners, rules and target groups; it has one address and no zones.';

/** Application Load Balancers, which HAProxy plays. */
export const loadBalancingRows: Rows = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why,
    localValues: attributes({ DNSName: () => 'load-balancer' }),
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why,
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why,
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why,
  },
};
