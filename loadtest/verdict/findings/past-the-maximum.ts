import type { JudgedService } from '../policies/judged-service.ts';
import type { ScalingFinding } from '../verdict.ts';
import { runTime } from '../words/run-time.ts';

/**
 * More tasks were asked for than the maximum. How many run is no measure of that: those that drain or are replaced run
 * beside the others.
 */
export function pastTheMaximum({
  name,
  record,
  samples,
  scaling,
  made,
}: JudgedService): readonly ScalingFinding[] {
  const { maxCapacity } = scaling;
  const asked = [
    ...samples.map(({ atMs, desiredCount }) => ({ atMs, count: desiredCount })),
    ...made.map(({ activityAtMs, to }) => ({ atMs: activityAtMs, count: to })),
  ].filter(({ count }) => count > maxCapacity);
  const [first] = asked.toSorted((left, right) => left.atMs - right.atMs);
  if (first === undefined) return [];
  const most = Math.max(...asked.map(({ count }) => count));
  const sentence = `${name} went past its maximum of ${maxCapacity}: ${most} tasks were asked for, from ${runTime(first.atMs, record.startMs)} on.`;
  return [{ service: name, kind: 'past-the-maximum', sentence }];
}
