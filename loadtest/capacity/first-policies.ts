import { breaches } from '../../local/scaling/alarms/alarm.ts';
import type { CheckedPolicy } from '../../local/scaling/check/check-input.ts';
import type { StepScalingPolicy } from '../../local/scaling/policies/scaling-policy.ts';
import type { HeldLoad } from './held-load.ts';
import { closeEnough } from './next-rate.ts';
import type { RequestCost } from './request-cost.ts';

const minuteSeconds = 60;

/** When a policy would add tasks, by what was measured of one. */
export interface PolicyReach {
  readonly policyName: string;
  /** Requests a second of each task above which it acts; absent where no number of requests makes it act. */
  readonly requestsPerSecond?: number;
  /** Why it acts there or never, in one sentence. */
  readonly sentence: string;
}

export interface MeasuredTask {
  readonly cost: RequestCost;
  /** Percent of its memory at the highest load. */
  readonly memoryPercent: number;
  /** What it holds; absent where it held nothing. */
  readonly held?: HeldLoad;
}

/** All policies, the one that acts at the lowest load first, and those that never act last. */
export function policyReaches(
  policies: readonly CheckedPolicy[],
  task: MeasuredTask,
): readonly PolicyReach[] {
  return policies
    .map((checked) => reachOf(checked, task))
    .toSorted((left, right) => (left.requestsPerSecond ?? Infinity) - (right.requestsPerSecond ?? Infinity));
}

function reachOf(checked: CheckedPolicy, task: MeasuredTask): PolicyReach {
  const { policyName } = checked.policy;
  const limit = limitOf(checked);
  if (limit === undefined) return { policyName, sentence: `${policyName} has no alarm that adds tasks.` };
  switch (checked.metric.kind) {
    case 'cpu':
      return cpuReach(policyName, limit, task);
    case 'requests':
      return requestsReach(policyName, limit, task);
    case 'memory':
      return memoryReach(policyName, limit, task);
    case 'custom':
      return {
        policyName,
        sentence: `${policyName} watches ${checked.metric.name}, which does not follow from the number of requests.`,
      };
  }
}

/** The value above which tasks are added: of a minute, where it is a number of requests. Undefined where none is. */
function limitOf(checked: CheckedPolicy): number | undefined {
  const { policy, metric } = checked;
  if (policy.kind === 'target-tracking') return policy.targetValue;
  const alarm = 'alarm' in checked ? checked.alarm : undefined;
  const above = firstAddition(policy);
  if (alarm === undefined || above === undefined || !breaches(alarm, Infinity)) return undefined;
  const periods = metric.kind === 'requests' ? minuteSeconds / alarm.periodSeconds : 1;
  return (alarm.threshold + above) * periods;
}

/** How far above the threshold of its alarm a policy adds tasks: a step that removes some, or none, is no reason to wait for. */
function firstAddition({ steps, adjustmentType }: StepScalingPolicy): number | undefined {
  const additions = steps.filter(
    ({ scalingAdjustment }) => scalingAdjustment > (adjustmentType === 'ExactCapacity' ? 1 : 0),
  );
  const bounds = additions
    .filter(({ upperBound = Infinity }) => upperBound > 0)
    .map(({ lowerBound = 0 }) => Math.max(lowerBound, 0));
  return bounds.length === 0 ? undefined : Math.min(...bounds);
}

function cpuReach(policyName: string, limit: number, task: MeasuredTask): PolicyReach {
  const { cpuPercentPerRequest, idleCpuPercent } = task.cost;
  if (limit >= 100)
    return {
      policyName,
      sentence: `${policyName} acts above ${shown(limit)} % CPU, which a task does not reach.`,
    };
  const requestsPerSecond = Math.max(limit - idleCpuPercent, 0) / cpuPercentPerRequest;
  return {
    ...{ policyName, requestsPerSecond },
    sentence: `${policyName} acts above ${shown(requestsPerSecond)} requests a second and task, where CPU is at ${shown(limit)} %.${tooLate(requestsPerSecond, task)}`,
  };
}

/** A policy that waits for more than a task holds does not help before visitors see that it is needed. */
function tooLate(requestsPerSecond: number, { held }: MeasuredTask): string {
  // It may hold more than the highest rate that was tried.
  if (held === undefined || held.limitedBy === 'nothing') return '';
  if (requestsPerSecond <= held.requestsPerSecond * closeEnough) return '';
  return ` That is too late: a task holds ${shown(held.requestsPerSecond)} requests a second.`;
}

function requestsReach(policyName: string, limit: number, task: MeasuredTask): PolicyReach {
  const { cost } = task;
  const requestsPerSecond = limit / minuteSeconds;
  const cpuPercent = cost.idleCpuPercent + requestsPerSecond * cost.cpuPercentPerRequest;
  const at = `${shown(limit)} requests a minute and task (${shown(requestsPerSecond)} a second)`;
  if (cpuPercent >= 100) {
    const most = ((100 - cost.idleCpuPercent) / cost.cpuPercentPerRequest) * minuteSeconds;
    return {
      policyName,
      sentence: `${policyName} can never act: it acts above ${at}, but the CPU of a task is full at ${shown(most)} a minute.`,
    };
  }
  return {
    policyName,
    requestsPerSecond,
    sentence: `${policyName} acts above ${at}, where CPU is at ${shown(cpuPercent)} %.${tooLate(requestsPerSecond, task)}`,
  };
}

function memoryReach(policyName: string, limit: number, { memoryPercent }: MeasuredTask): PolicyReach {
  const was = `memory was at ${shown(memoryPercent)} % at the highest load`;
  if (memoryPercent > limit) {
    return {
      policyName,
      requestsPerSecond: 0,
      sentence: `${policyName} acts above ${shown(limit)} %, and ${was}: it acts whatever the load.`,
    };
  }
  return { policyName, sentence: `${policyName} acts above ${shown(limit)} %, but ${was}.` };
}

/** Three digits are more than a measurement has. */
function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
