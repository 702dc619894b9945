import type { ListenerOfBalancer } from '../find.ts';
import { actionShape } from './action.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html */
export function listenerShape({ balancer, listener }: ListenerOfBalancer, arns: ReadonlyMap<string, string>) {
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: balancer.arn,
    Port: listener.port,
    Protocol: listener.protocol,
    DefaultActions: listener.defaultActions.map((action) => actionShape(action, arns)),
  };
}
