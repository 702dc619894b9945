import type { Target } from '../../target.ts';
import type { LoadBalancerFacts } from '../doctor-facts.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html */
export async function gatherLoadBalancer({ clients }: Target, arn: string): Promise<LoadBalancerFacts> {
  const elb = await clients.elasticLoadBalancing();
  const { LoadBalancers = [] } = await elb.describeLoadBalancers({ LoadBalancerArns: [arn] });
  const { Listeners = [] } = await elb.describeListeners({ LoadBalancerArn: arn });
  const listeners = Listeners.map(async ({ ListenerArn, Port }) => {
    const { Rules = [] } = await elb.describeRules({ ListenerArn });
    const rules = Rules.map(({ Priority = '', Actions = [] }) => ({
      priority: Priority,
      forwardsTo: Actions.flatMap(({ TargetGroupArn, ForwardConfig }) => [
        ...(TargetGroupArn === undefined ? [] : [TargetGroupArn]),
        ...(ForwardConfig?.TargetGroups ?? []).flatMap((group) => group.TargetGroupArn ?? []),
      ]),
    }));
    return { port: Port ?? 0, rules };
  });
  return {
    arn,
    state: LoadBalancers[0]?.State?.Code ?? 'missing',
    listeners: await Promise.all(listeners),
  };
}
