import type { Decision, Reason, Verdict } from '../decisions/decision.ts';
import { clockTime } from './clock-time.ts';

/** One sentence for each policy of a decision: what it did, or why it did nothing. A time scale is named where it counts. */
export function explain({ change, verdicts }: Decision, timeScale = 1): readonly string[] {
  return verdicts.map((verdict) =>
    verdict.reason === undefined && change !== undefined
      ? `${verdict.policyName} set the desired count to ${change.capacity}${bounded(verdict, change.capacity)}.`
      : whyNot(verdict, timeScale),
  );
}

function bounded({ asked }: Verdict, capacity: number): string {
  return asked === undefined || asked === capacity
    ? ''
    : `, limited by the capacity bounds: it requested ${asked}`;
}

function whyNot({ policyName, asked = 0, reason }: Verdict, timeScale: number): string {
  return reason === undefined
    ? `${policyName} did nothing.`
    : sentence({ name: policyName, asked, timeScale }, reason);
}

interface Subject {
  readonly name: string;
  readonly asked: number;
  readonly timeScale: number;
}

function sentence({ name, asked, timeScale }: Subject, reason: Reason): string {
  switch (reason.code) {
    case 'WithinThresholds':
      return `${name} did nothing: its alarms are OK.`;
    case 'InsufficientData':
      return `${name} did nothing: its alarms do not have enough data.`;
    case 'AwaitsEvaluation':
      return `${name} is waiting to scale ${reason.direction} until its alarm has a new value.`;
    case 'ActionsDisabled':
      return `${name} did nothing: the actions of the alarm ${reason.alarmName} are disabled.`;
    case 'NoMatchingStep':
      return `${name} did nothing: it has no step for a value of ${rounded(reason.value)}.`;
    case 'AlreadyAtMaxCapacity':
      return `${name} requested ${tasks(asked)}, but the maximum capacity is ${reason.maxCapacity}.`;
    case 'AlreadyAtMinCapacity':
      return `${name} requested ${tasks(asked)}, but the minimum capacity is ${reason.minCapacity}.`;
    case 'AlreadyAtDesiredCapacity':
      return `${name} requested ${tasks(asked)}, and the desired count is already ${reason.currentCapacity}.`;
    case 'AutoScalingAnticipatedFlapping':
      return `${name} did not remove a task: with one task fewer, its metric would rise from ${rounded(reason.value)} to ${rounded(reason.valueWithout)}, above the target of ${rounded(reason.targetValue)}.`;
    case 'InCooldown':
      return `${name} is waiting: ${cooldown(reason, timeScale)}.`;
    case 'TargetServicePutResourceAsUnscalable':
      return `${name} requested ${tasks(asked)}, but nothing is scaled in during a deployment.`;
    case 'Suspended':
      return `${name} requested ${tasks(asked)}, but scale-${reason.direction} is suspended.`;
    case 'Vetoed':
      return `${name} requested ${tasks(asked)}, but ${reason.by.join(' and ')} ${reason.by.length === 1 ? 'does' : 'do'} not agree.`;
    case 'OtherPolicyActed':
      return `${name} requested ${tasks(asked)}; ${reason.policyName} acted.`;
  }
}

function cooldown(
  { direction, untilMs }: Extract<Reason, { code: 'InCooldown' }>,
  timeScale: number,
): string {
  if (untilMs === undefined) return `its last scale-${direction} has not completed yet`;
  const shortened = timeScale === 1 ? '' : `, shortened by time scale ${timeScale},`;
  return `its scale-${direction} cooldown${shortened} ends at ${clockTime(untilMs)} UTC`;
}

function tasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}

/** Three digits after the point, at most. */
function rounded(value: number): string {
  return String(Number(value.toFixed(3)));
}
