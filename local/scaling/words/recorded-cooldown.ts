import type { Cooldown } from '../decisions/situation.ts';
import type { RecordedChange } from './recorded-changes.ts';
import { runningAt } from './running-tasks.ts';
import type { RecordedPolicy, ScalingRecord } from './scaling-record.ts';

/** Of the last change that a policy made: it begins when that was fulfilled, and never where it was overridden. */
export function cooldownAt(
  record: ScalingRecord,
  { policy }: RecordedPolicy,
  changes: readonly RecordedChange[],
  nowMs: number,
): Cooldown | undefined {
  const index = changes.findLastIndex(
    ({ startMs, policyName }) => policyName === policy.policyName && startMs < nowMs,
  );
  const last = changes[index];
  if (last === undefined || last.activity.status === 'Overridden') return undefined;
  const { startMs, activity, to } = last;
  const direction = to >= before(record, changes, index) ? 'out' : 'in';
  if (direction === 'in' && wasScaledOut(changes, index, nowMs)) return undefined;
  const from = runningAt(record, startMs) ?? before(record, changes, index);
  const { endMs } = activity;
  if (endMs === undefined || endMs > nowMs) return { direction, from, to };
  const cooldownMs = (1000 * cooldownSeconds(policy, direction)) / record.timeScale;
  return { direction, from, to, untilMs: endMs + cooldownMs };
}

/** The desired count before a change. */
function before(record: ScalingRecord, changes: readonly RecordedChange[], index: number): number {
  const change = changes[index];
  return changes[index - 1]?.to ?? runningAt(record, change?.startMs ?? 0) ?? change?.to ?? 0;
}

/** A scale-out ends the cooldowns of scale-ins. */
function wasScaledOut(changes: readonly RecordedChange[], index: number, nowMs: number): boolean {
  return changes
    .slice(index + 1)
    .some(({ startMs, to }, place) => startMs < nowMs && to > (changes[index + place]?.to ?? to));
}

function cooldownSeconds(policy: RecordedPolicy['policy'], direction: 'out' | 'in'): number {
  if (policy.kind === 'step-scaling') return policy.cooldownSeconds;
  return direction === 'out' ? policy.scaleOutCooldownSeconds : policy.scaleInCooldownSeconds;
}
