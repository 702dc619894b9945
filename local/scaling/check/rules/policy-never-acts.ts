import { requestsATaskMinute } from '../../simulation/service-model.ts';
import { type CheckedPolicy, type CheckedService, type CheckInput, scalingPolicies } from '../check-input.ts';
import { modelOf } from '../checked-model.ts';
import type { Finding } from '../finding.ts';
import { shown } from '../words.ts';

/** A target that the metric cannot exceed, or no alarm at all: the policy never adds a task. */
export function policyNeverActs(input: CheckInput): readonly Finding[] {
  return scalingPolicies(input).flatMap(({ service, checked }) => neverActs(service, checked));
}

/** Whether a policy on requests can never act, because the CPU is full before. */
export function isOutOfReach(service: CheckedService, { policy, metric }: CheckedPolicy): boolean {
  return (
    policy.kind === 'target-tracking' &&
    metric.kind === 'requests' &&
    policy.targetValue >= requestsATaskMinute(modelOf(service))
  );
}

function neverActs(service: CheckedService, checked: CheckedPolicy): readonly Finding[] {
  const { policy, metric, logicalId } = checked;
  if (policy.kind === 'step-scaling') {
    return 'alarm' in checked ? [] : [withoutAlarm(service, logicalId, policy.policyName)];
  }
  const { targetValue } = policy;
  if (isOutOfReach(service, checked)) return [requestsOutOfReach(service, logicalId, targetValue)];
  if (metric.kind !== 'cpu' || targetValue < 100) return [];
  return [
    {
      rule: 'policy-never-acts',
      logicalId,
      message: `The policy adds tasks to ${service.name} above ${shown(targetValue)} % CPU, but CPU utilization hardly ever exceeds 100 %.`,
      mend: 'Set the target to about 70.',
      numbers: { targetValue },
    },
  ];
}

function withoutAlarm({ name }: CheckedService, logicalId: string, policyName: string): Finding {
  return {
    rule: 'policy-never-acts',
    logicalId,
    message: `No alarm of the definition has the step scaling policy ${policyName} of ${name} as its action.`,
    mend: 'Make the policy an action of an alarm.',
    numbers: {},
  };
}

/** Where CPU has a target of its own, the one of requests is to be reached at the same load. */
const usualCpuTarget = 70;

function requestsOutOfReach(service: CheckedService, logicalId: string, targetValue: number): Finding {
  const { facts, taskVcpu, name } = service;
  const most = requestsATaskMinute(modelOf(service));
  const proposed = Math.floor((most * cpuTargetOf(service)) / 100);
  return {
    rule: 'policy-never-acts',
    logicalId,
    message: `The policy adds tasks to ${name} above ${shown(targetValue)} requests per minute and task, but at ${shown(facts.cpuSeconds)} CPU seconds per request, a task of ${shown(taskVcpu)} vCPU is fully loaded at ${shown(most)}.`,
    mend:
      proposed === 0
        ? 'Remove the policy: a task serves too few requests per minute to scale by them.'
        : `Set the target to ${proposed} or less, which corresponds to ${shown(cpuTargetOf(service))} % CPU.`,
    numbers: { targetValue, cpuSeconds: facts.cpuSeconds, taskVcpu, requestsAtFullCpu: most, proposed },
  };
}

function cpuTargetOf({ scaling }: CheckedService): number {
  const found = scaling?.policies.find(({ metric }) => metric.kind === 'cpu')?.policy;
  return found?.kind === 'target-tracking' ? Math.min(found.targetValue, 100) : usualCpuTarget;
}
