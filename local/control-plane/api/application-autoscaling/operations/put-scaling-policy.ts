import { z } from 'zod';
import { scalingPolicyArn } from '../../../../../definition/model/scaling-arns.ts';
import { ownValue } from '../../../../../json/own-value.ts';
import { hasHighResolution } from '../../../scaling/high-resolution.ts';
import { noteScaling, predictiveNote } from '../../../scaling/note-scaling.ts';
import { putPolicy } from '../../../scaling/policies.ts';
import { scaledService } from '../../../scaling/scaled-service.ts';
import { invalid, limitExceeded } from '../errors.ts';
import { requireTarget } from '../find.ts';
import { printablePattern } from '../input/parse-input.ts';
import { type AskedPolicy, askedPolicy, policyMembers } from '../input/policy-configuration.ts';
import { requireService, resourceMembers } from '../input/scaled-resource.ts';
import { requireOwnMetric } from '../input/target-tracking.ts';
import { operation } from '../operation.ts';
import type { Persisted } from '../scaling-access.ts';
import { alarmShapes } from '../shapes/policy.ts';

const input = z.object({
  ...resourceMembers,
  PolicyName: z.string().min(1).max(256).regex(printablePattern),
  ...policyMembers,
});

const mostPolicies = 50;

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html */
export const putScalingPolicy = operation(input, (request, access) => {
  requireService(request);
  const { ResourceId: resourceId, PolicyName: name } = request;
  return access.changeScaling((before, nowMs) => {
    const target = requireTarget(before, resourceId);
    const known = ownValue(target.policies, name);
    const asked = askedPolicy(request, known, scalingPolicyArn(before.cluster, resourceId, name));
    if (known === undefined && Object.keys(target.policies).length >= mostPolicies) {
      throw limitExceeded(`A scalable target has at most ${mostPolicies} scaling policies`);
    }
    if (asked.policy.kind === 'target-tracking') requireOwnMetric(target, asked.policy);
    requireResolution(before, resourceId, asked);
    requireTargetGroup(before, resourceId, asked);
    const put = putPolicy(before, target, { ...asked, owner: 'api' }, nowMs);
    const state =
      asked.policy.kind === 'predictive' ? noteScaling(put, predictiveNote(resourceId, name), nowMs) : put;
    return { state, result: answer(state, resourceId, name) };
  });
});

function requireResolution(state: Persisted, resourceId: string, { policy }: AskedPolicy): void {
  if (policy.kind !== 'target-tracking' || policy.metric.kind !== 'predefined') return;
  if (hasHighResolution(state.cluster, resourceId, policy.metric.type)) return;
  throw invalid('High-resolution metrics are not fully enabled on the ECS service.');
}

/** Only the target group is looked at, as on AWS. Raises `ValidationException`. */
function requireTargetGroup({ cluster }: Persisted, resourceId: string, { policy }: AskedPolicy): void {
  if (policy.kind !== 'target-tracking' || policy.metric.kind !== 'predefined') return;
  const group = policy.metric.resourceLabel?.replace(/^.*(?=targetgroup\/)/, '');
  if (group === undefined) return;
  const used = scaledService(cluster, resourceId)?.loadBalancers ?? [];
  const arns = used.map(({ targetGroup }) => ownValue(cluster.targetGroups, targetGroup)?.arn);
  if (arns.some((arn) => arn?.endsWith(`:${group}`))) return;
  throw invalid(`Target group ${group} is not attached to resource ${resourceId}`);
}

/** For a policy that never acts it says so, in a member that AWS does not have. */
function answer(state: Persisted, resourceId: string, name: string) {
  const record = ownValue(requireTarget(state, resourceId).policies, name);
  if (record === undefined) return {};
  const note =
    record.policy.kind === 'predictive'
      ? { LocalNote: 'Recorded: the local environment makes no forecast, so this policy never acts.' }
      : {};
  return { PolicyARN: record.arn, Alarms: alarmShapes(record, state), ...note };
}
