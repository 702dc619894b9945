import { runs } from '../decisions/propose.ts';
import type { Cooldown } from '../decisions/situation.ts';
import { cooldownSeconds } from '../policies/cooldown-seconds.ts';
import type { ScalingPolicy } from '../policies/scaling-policy.ts';
import { lastBefore } from './in-order.ts';
import type { RecordedChange } from './recorded-changes.ts';

/** When it is asked for, and how many times as fast cooldowns run. */
interface Then {
  readonly nowMs: number;
  readonly timeScale: number;
}

/** Of the last change that a policy made before a time. It begins when the change was fulfilled. */
export function cooldownAt(
  policy: ScalingPolicy,
  changes: readonly RecordedChange[],
  then: Then,
): Cooldown | undefined {
  return changes
    .slice(0, lastBefore(changes, ({ activity }) => activity.startMs, then.nowMs) + 1)
    .reduce<Cooldown | undefined>(
      (before, change) =>
        change.policyName === policy.policyName
          ? afterOwn(before, change, policy, then)
          : afterOther(before, change),
      undefined,
    );
}

/** One that was overridden leaves none; what the one before added counts together with this one while it runs. */
function afterOwn(
  before: Cooldown | undefined,
  { activity, from, to }: RecordedChange,
  policy: ScalingPolicy,
  { nowMs, timeScale }: Then,
): Cooldown | undefined {
  const { startMs, endMs = Infinity, status } = activity;
  if (status === 'Overridden') return undefined;
  const direction = to < from ? 'in' : 'out';
  const goesOn = before?.direction === direction && runs(before, startMs);
  const cooldown: Cooldown = { direction, from: goesOn ? before.from : from, to };
  return endMs > nowMs
    ? cooldown
    : { ...cooldown, untilMs: endMs + (1000 * cooldownSeconds(policy, direction)) / timeScale };
}

/** A scale-out by another policy ends the cooldown of a scale-in. */
function afterOther(
  before: Cooldown | undefined,
  { from, to, policyName }: RecordedChange,
): Cooldown | undefined {
  return before?.direction === 'in' && policyName !== undefined && to > from ? undefined : before;
}
