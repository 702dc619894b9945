import { tasks } from '../../../local/scaling/words/numbers.ts';
import type { JudgedService } from '../policies/judged-service.ts';
import type { ScalingFinding } from '../verdict.ts';
import { runTime } from '../words/run-time.ts';
import { rateBefore, sameShare, type Undone, undoneSoon } from './same-load.ts';

/** Out, and in again soon, although the load had not become less: either of the two was wrong. */
export function flapped(service: JudgedService): readonly ScalingFinding[] {
  const found = undoneSoon(service, 'out').filter((undone) => isUnderTheSameLoad(service, undone));
  const [first] = found;
  if (first === undefined) return [];
  const { name, record } = service;
  const { from, to, activityAtMs } = first.first;
  const back = `back to ${tasks(first.second.to)} at ${runTime(first.second.activityAtMs, record.startMs)}`;
  const more = found.length === 1 ? '' : `, and did so ${found.length} times`;
  const sentence = `${name} flapped: it went from ${from} to ${tasks(to)} at ${runTime(activityAtMs, record.startMs)} and ${back}, although the load had not become less${more}.`;
  return [{ service: name, kind: 'flapped', sentence }];
}

function isUnderTheSameLoad(service: JudgedService, { first, second }: Undone): boolean {
  const before = rateBefore(service, first.activityAtMs);
  const after = rateBefore(service, second.activityAtMs);
  return after >= before * (1 - sameShare);
}
