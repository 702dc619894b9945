import type { ServiceLoadBalancer } from '../../../../../definition/model/ecs.ts';
import { ownValue } from '../../../../../json/own-value.ts';
import type { ClusterState } from '../../../model/cluster-state.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html */
export function serviceLoadBalancerShape(balancer: ServiceLoadBalancer, state: ClusterState) {
  return {
    targetGroupArn: ownValue(state.targetGroups, balancer.targetGroup)?.arn,
    containerName: balancer.containerName,
    containerPort: balancer.containerPort,
  };
}
