import type { Change, Decision, Reason, Verdict } from '../decisions/decision.ts';
import { clockTime } from './clock-time.ts';
import { rounded, tasks } from './numbers.ts';
import { sumText, type TrackedSums } from './tracked-sum.ts';

/**
 * One sentence for each policy of a decision: what it did, or why it did nothing. A time scale is named where it counts,
 * and the sums of target tracking are where they are given.
 */
export function explain(
  { change, verdicts }: Decision,
  timeScale = 1,
  sums: TrackedSums = {},
): readonly string[] {
  return verdicts.map((verdict) => {
    const { policyName, reason } = verdict;
    if (reason !== undefined) return whyNot(verdict, reason, { change, timeScale, sums });
    if (change === undefined) return `${policyName} did nothing.`;
    return `${policyName} set the desired count to ${done(verdict, change, sums)}.`;
  });
}

function done(verdict: Verdict, { capacity, direction }: Change, sums: TrackedSums): string {
  const { policyName, asked = capacity } = verdict;
  if (asked === capacity) return `${capacity}${sumText(sums[policyName], asked)}`;
  return `${capacity}, limited by the capacity bounds: it ${wanted(verdict, direction, sums)}`;
}

interface Circumstances {
  readonly change: Change | undefined;
  readonly timeScale: number;
  readonly sums: TrackedSums;
}

function whyNot(verdict: Verdict, reason: Reason, { change, timeScale, sums }: Circumstances): string {
  const { policyName: name, asked = 0 } = verdict;
  const wants = (direction: 'out' | 'in') => `${name} ${wanted(verdict, direction, sums)}`;
  switch (reason.code) {
    case 'WithinThresholds':
      return `${name} did nothing: its alarms are OK.`;
    case 'InsufficientData':
      return `${name} did nothing: ${blind(reason)} not have enough data.`;
    case 'NoAlarm':
      return `${name} did nothing: no alarm has it as its action.`;
    case 'AwaitsEvaluation':
      return `${name} is waiting to scale ${reason.direction} until its alarm has a new value.`;
    case 'ActionsDisabled':
      return `${name} did nothing: the actions of the alarm ${reason.alarmName} are disabled.`;
    case 'NoMatchingStep':
      return `${name} did nothing: it has no step for a value of ${rounded(reason.value)}.`;
    case 'AlreadyAtMaxCapacity':
      return `${wants('out')}, but the maximum capacity is ${reason.maxCapacity}.`;
    case 'AlreadyAtMinCapacity':
      return `${wants('in')}, ${asked < reason.minCapacity ? 'but' : 'and'} the minimum capacity is ${reason.minCapacity}.`;
    case 'AlreadyAtDesiredCapacity':
      return `${wants('out')}, and the desired count is already ${reason.currentCapacity}.`;
    case 'AutoScalingAnticipatedFlapping':
      return `${name} did not remove a task: with one task fewer, its metric would rise from ${rounded(reason.value)} to ${rounded(reason.valueWithout)}, above the target of ${rounded(reason.targetValue)}.`;
    case 'InCooldown':
      return `${name} is waiting: ${cooldown(reason, timeScale)}.`;
    case 'TargetServicePutResourceAsUnscalable':
      return `${wants('in')}, but nothing is scaled in during a deployment.`;
    case 'Suspended':
      return `${wants(reason.direction)}, but scale-${reason.direction} is suspended.`;
    case 'Vetoed':
      return `${wants('in')}, but ${reason.by.join(' and ')} ${reason.by.length === 1 ? 'does' : 'do'} not agree.`;
    case 'AwaitsOtherPolicies':
      return `${wants('in')}, but has to wait for ${reason.policyNames.join(' and ')}.`;
    case 'OtherPolicyActed':
      return `${wants(change?.direction ?? 'out')}; ${reason.policyName} acted.`;
  }
}

/** A policy that wants fewer tasks does not ask for so few: others and the bounds may need more. */
function wanted({ policyName, asked = 0 }: Verdict, direction: 'out' | 'in', sums: TrackedSums): string {
  const count = `${tasks(asked)}${sumText(sums[policyName], asked)}`;
  return direction === 'out' ? `requested ${count}` : `would be content with ${count}`;
}

function blind({ alarm }: Extract<Reason, { code: 'InsufficientData' }>): string {
  if (alarm === undefined) return 'its alarms do';
  return alarm === 'only' ? 'its alarm does' : `its ${alarm} alarm does`;
}

function cooldown(
  { direction, untilMs }: Extract<Reason, { code: 'InCooldown' }>,
  timeScale: number,
): string {
  if (untilMs === undefined) return `its last scale-${direction} has not completed yet`;
  const shortened = timeScale === 1 ? '' : `, shortened by time scale ${timeScale},`;
  return `its scale-${direction} cooldown${shortened} ends at ${clockTime(untilMs)} UTC`;
}
