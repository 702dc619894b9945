import { runs } from '../decisions/propose.ts';
import type { Cooldown } from '../decisions/situation.ts';
import { cooldownSeconds } from '../policies/cooldown-seconds.ts';
import type { ScalingPolicy } from '../policies/scaling-policy.ts';
import { lastBefore, startOf } from './in-order.ts';
import type { RecordedChange } from './recorded-changes.ts';
import { runningAt } from './running-tasks.ts';
import type { ScalingRecord } from './scaling-record.ts';

interface Then {
  readonly policy: ScalingPolicy;
  readonly nowMs: number;
  readonly timeScale: number;
}

/** Of the last change that a policy made: it begins when that was fulfilled, and never where it was overridden. */
export function cooldownAt(
  record: ScalingRecord,
  { policy }: { readonly policy: ScalingPolicy },
  changes: readonly RecordedChange[],
  nowMs: number,
): Cooldown | undefined {
  return changes
    .slice(0, lastBefore(changes, startOf, nowMs) + 1)
    .reduce<Cooldown | undefined>((earlier, change, index) => {
      const running = runningAt(record, change.startMs);
      const desired = changes[index - 1]?.to ?? running ?? change.to;
      const direction = change.to < desired ? 'in' : 'out';
      if (change.policyName !== policy.policyName) return afterOther(earlier, change, direction);
      const cooldown = { direction, from: running ?? desired, to: change.to } as const;
      return afterOwn(earlier, change, cooldown, { policy, nowMs, timeScale: record.timeScale });
    }, undefined);
}

/** A scale-out by another policy ends the cooldown of a scale-in. */
function afterOther(
  earlier: Cooldown | undefined,
  { policyName }: RecordedChange,
  direction: 'out' | 'in',
): Cooldown | undefined {
  const isEnded = earlier?.direction === 'in' && direction === 'out' && policyName !== undefined;
  return isEnded ? undefined : earlier;
}

/** What the change before added counts together with this one while its cooldown runs. */
function afterOwn(
  earlier: Cooldown | undefined,
  { startMs, activity }: RecordedChange,
  cooldown: Cooldown,
  { policy, nowMs, timeScale }: Then,
): Cooldown | undefined {
  const { endMs = Infinity, status } = activity;
  if (status === 'Overridden') return undefined;
  const goesOn = earlier?.direction === cooldown.direction && runs(earlier, startMs);
  const together = goesOn ? { ...cooldown, from: earlier.from } : cooldown;
  if (endMs > nowMs) return together;
  return { ...together, untilMs: endMs + (1000 * cooldownSeconds(policy, cooldown.direction)) / timeScale };
}
