import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import type { ControlPlane } from '../../control-plane.ts';
import { allListeners, requireListener, targetGroupArns } from '../find.ts';
import { names, operation, paging } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { ruleShapes } from '../shapes/rule.ts';

const parameters = z.object({ ListenerArn: z.string().optional(), RuleArns: names, ...paging });

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html */
export const describeRules = operation(parameters, (request, controlPlane) => {
  const { items, NextMarker } = pageOf(wanted(request, controlPlane), request);
  return { Rules: items, NextMarker };
});

function wanted({ ListenerArn, RuleArns }: z.output<typeof parameters>, controlPlane: ControlPlane) {
  const arns = targetGroupArns(controlPlane.workload()?.workload ?? { targetGroups: [] });
  if (ListenerArn !== undefined) {
    return ruleShapes(requireListener(controlPlane, ListenerArn).listener, arns);
  }
  if (RuleArns === undefined) {
    throw new AwsError('ValidationError', 'Either listener ARN or rule ARNs must be specified');
  }
  const all = allListeners(controlPlane).flatMap(({ listener }) => ruleShapes(listener, arns));
  return RuleArns.map((arn) => {
    const found = all.find((rule) => rule.RuleArn === arn);
    if (found === undefined) throw new AwsError('RuleNotFound', `Rule '${arn}' not found`);
    return found;
  });
}
