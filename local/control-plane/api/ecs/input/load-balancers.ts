import { z } from 'zod';
import type { ServiceLoadBalancer } from '../../../../../definition/model/ecs.ts';
import type { ClusterState } from '../../../model/cluster-state.ts';
import { AwsError } from '../../aws-error.ts';
import { notOffered } from './not-offered.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html */
export const loadBalancersInput = z.array(
  z.object({
    targetGroupArn: z.string(),
    containerName: z.string(),
    containerPort: z.int(),
    loadBalancerName: notOffered,
    advancedConfiguration: notOffered,
  }),
);

/** Target groups by their logical ids. Raises `InvalidParameterException` for one that is not defined. */
export function serviceLoadBalancers(
  state: ClusterState,
  input: z.output<typeof loadBalancersInput>,
): readonly ServiceLoadBalancer[] {
  return input.map(({ targetGroupArn, containerName, containerPort }) => {
    const group = Object.values(state.targetGroups).find((found) => found.arn === targetGroupArn);
    if (group === undefined) {
      throw new AwsError('InvalidParameterException', `The target group ${targetGroupArn} does not exist.`);
    }
    return { targetGroup: group.logicalId, containerName, containerPort };
  });
}
