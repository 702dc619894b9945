import type { z } from 'zod';
import type { NetworkConfiguration, ServiceLoadBalancer } from '../../../../../definition/model/ecs.ts';
import type { serviceLoadBalancers } from '../../../../../definition/resources/ecs/service-schema.ts';
import type { ClusterState } from '../../../model/cluster-state.ts';
import { AwsError } from '../../aws-error.ts';

/** Target groups by their logical ids. Raises `InvalidParameterException` for one that is not defined. */
export function loadBalancersOf(
  state: ClusterState,
  input: z.output<typeof serviceLoadBalancers>,
): readonly ServiceLoadBalancer[] {
  return input.map(({ targetGroupArn, containerName, containerPort }) => {
    const group = Object.values(state.targetGroups).find((found) => found.arn === targetGroupArn);
    if (group === undefined) {
      throw new AwsError('InvalidParameterException', `The target group ${targetGroupArn} does not exist.`);
    }
    return { targetGroup: group.logicalId, containerName, containerPort };
  });
}

/** Raises `InvalidParameterException`: Fargate's network mode is always `awsvpc`, which needs one. */
export function requireNetwork(network: NetworkConfiguration | undefined): NetworkConfiguration {
  if (network !== undefined) return network;
  throw new AwsError(
    'InvalidParameterException',
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
  );
}
