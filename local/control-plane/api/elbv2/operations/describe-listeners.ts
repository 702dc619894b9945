import { z } from 'zod';
import type { ControlPlane } from '../../control-plane.ts';
import {
  allListeners,
  type ListenerOfBalancer,
  requireListener,
  requireLoadBalancer,
  targetGroupArns,
} from '../find.ts';
import { names, operation, paging } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { listenerShape } from '../shapes/listener.ts';

const parameters = z.object({ LoadBalancerArn: z.string().optional(), ListenerArns: names, ...paging });

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html */
export const describeListeners = operation(parameters, (request, controlPlane) => {
  const arns = targetGroupArns(controlPlane.workload()?.workload ?? { targetGroups: [] });
  const { items, NextMarker } = pageOf(wanted(request, controlPlane), request);
  return { Listeners: items.map((listener) => listenerShape(listener, arns)), NextMarker };
});

function wanted(
  { LoadBalancerArn, ListenerArns }: z.output<typeof parameters>,
  controlPlane: ControlPlane,
): readonly ListenerOfBalancer[] {
  if (ListenerArns !== undefined) return ListenerArns.map((arn) => requireListener(controlPlane, arn));
  if (LoadBalancerArn === undefined) return allListeners(controlPlane);
  const balancer = requireLoadBalancer(controlPlane, LoadBalancerArn);
  return balancer.listeners.map((listener) => ({ balancer, listener }));
}
