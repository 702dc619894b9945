import { z } from 'zod';
import type { TargetGroup } from '../../../../../definition/model/load-balancing.ts';
import { AwsError } from '../../aws-error.ts';
import type { ControlPlane } from '../../control-plane.ts';
import {
  loadBalancers,
  requireLoadBalancer,
  requireTargetGroup,
  targetGroups,
  targetGroupsOf,
} from '../find.ts';
import { names, operation, paging } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { targetGroupShape } from '../shapes/target-group.ts';

const parameters = z.object({
  LoadBalancerArn: z.string().optional(),
  TargetGroupArns: names,
  Names: names,
  ...paging,
});

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html */
export const describeTargetGroups = operation(parameters, (request, controlPlane) => {
  const { items, NextMarker } = pageOf(wanted(request, controlPlane), request);
  const balancers = loadBalancers(controlPlane);
  return { TargetGroups: items.map((group) => targetGroupShape(group, balancers)), NextMarker };
});

function wanted(request: z.output<typeof parameters>, controlPlane: ControlPlane): readonly TargetGroup[] {
  const all = targetGroups(controlPlane);
  if (request.TargetGroupArns !== undefined) {
    return request.TargetGroupArns.map((arn) => requireTargetGroup(controlPlane, arn));
  }
  if (request.Names !== undefined) return request.Names.map((name) => named(all, name));
  if (request.LoadBalancerArn === undefined) return all;
  const used = targetGroupsOf(requireLoadBalancer(controlPlane, request.LoadBalancerArn));
  return all.filter((group) => used.has(group.logicalId));
}

function named(all: readonly TargetGroup[], name: string): TargetGroup {
  const found = all.find((group) => group.name === name);
  if (found === undefined) {
    throw new AwsError('TargetGroupNotFound', `One or more target groups not found: '${name}'`);
  }
  return found;
}
