import { trackedCapacity } from '../policies/tracked-capacity.ts';
import type { ScalingRecord } from './scaling-record.ts';
import type { ToldDecision } from './told-decision.ts';

/** What the capacity that target tracking asks for was worked out from. */
export interface TrackedSum {
  readonly runningCount: number;
  readonly value: number;
  readonly targetValue: number;
}

/** By the names of the policies, as far as the numbers are known. */
export type TrackedSums = Readonly<Record<string, TrackedSum>>;

/** The sums of a decision that the control plane told of. */
export function toldSums(
  { runningCount, alarms = [] }: ToldDecision,
  { policies }: Pick<ScalingRecord, 'policies'>,
): TrackedSums {
  if (runningCount === undefined) return {};
  return Object.fromEntries(
    policies.flatMap(({ policy }) => {
      if (policy.kind !== 'target-tracking') return [];
      const { policyName, targetValue } = policy;
      const acting = alarms.find((alarm) => alarm.policyName === policyName && alarm.state === 'ALARM');
      return acting?.value === undefined
        ? []
        : [[policyName, { runningCount, value: acting.value, targetValue }] as const];
    }),
  );
}

/** A sum in words, with a space before it; empty where it is not known or gives another capacity than was asked for. */
export function sumText(sum: TrackedSum | undefined, asked: number): string {
  if (sum === undefined || sum.runningCount === 0) return '';
  const { runningCount, value, targetValue } = sum;
  if (trackedCapacity(runningCount, value, targetValue) !== asked) return '';
  // One that is hardly above a whole number must not look like it: it was rounded up.
  const result = Math.max((runningCount * value) / targetValue, asked - 0.99);
  return ` (${runningCount} running × ${short(value)} / ${short(targetValue)} = ${short(result)})`;
}

/** Two digits after the point, at most. */
function short(value: number): string {
  return String(Number(value.toFixed(2)));
}
