import type { Decision, Reason } from '../decisions/decision.ts';

/** One sentence for each policy of a decision: what it did, or why it did nothing. */
export function explain({ change, verdicts }: Decision): readonly string[] {
  return verdicts.flatMap(({ policyName, asked = 0, reason }) => {
    if (reason !== undefined) return sentence(policyName, asked, reason);
    return change === undefined ? [] : acted(policyName, asked, change.capacity);
  });
}

function acted(policyName: string, asked: number, capacity: number): string {
  const bound = asked === capacity ? '' : `, the bound, as it asked for ${asked}`;
  return `${policyName} set the desired count to ${capacity}${bound}.`;
}

function sentence(name: string, asked: number, reason: Reason): string {
  switch (reason.code) {
    case 'WithinThresholds':
      return `${name} did nothing: its alarms are OK.`;
    case 'InsufficientData':
      return `${name} did nothing: its alarms do not have enough data.`;
    case 'AwaitsEvaluation':
      return `${name} waits to scale ${reason.direction} until its alarm is evaluated again.`;
    case 'NoMatchingStep':
      return `${name} did nothing: it has no step for a value of ${rounded(reason.value)}.`;
    case 'AlreadyAtMaxCapacity':
      return `${name} asked for ${tasks(asked)}, but the maximum capacity is ${reason.maxCapacity}.`;
    case 'AlreadyAtMinCapacity':
      return `${name} asked for ${tasks(asked)}, but the minimum capacity is ${reason.minCapacity}.`;
    case 'AlreadyAtDesiredCapacity':
      return `${name} asked for ${tasks(asked)}; the desired count is ${reason.currentCapacity} already.`;
    case 'AutoScalingAnticipatedFlapping':
      return `${name} removed no task: with one fewer, its metric would rise from ${rounded(reason.value)} to ${rounded(reason.valueWithout)}, above the target of ${rounded(reason.targetValue)}.`;
    case 'InCooldown':
      return `${name} waits: ${cooldown(reason)}.`;
    case 'TargetServicePutResourceAsUnscalable':
      return `${name} asked for ${tasks(asked)}, but nothing is scaled in during a deployment.`;
    case 'Suspended':
      return `${name} asked for ${tasks(asked)}, but scale-${reason.direction} is suspended.`;
    case 'Vetoed':
      return `${name} asked for ${tasks(asked)}, but ${reason.by.join(' and ')} ${reason.by.length === 1 ? 'does' : 'do'} not agree.`;
    case 'OtherPolicyActed':
      return `${name} asked for ${tasks(asked)}; ${reason.policyName} acted.`;
  }
}

function cooldown({ direction, untilMs }: Extract<Reason, { code: 'InCooldown' }>): string {
  return untilMs === undefined
    ? `its last scale-${direction} is not complete`
    : `its scale-${direction} cooldown ends at ${new Date(untilMs).toISOString()}`;
}

function tasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}

/** Three digits after the point, at most. */
function rounded(value: number): string {
  return String(Number(value.toFixed(3)));
}
