import { decide } from '../../../local/scaling/decisions/decide.ts';
import type { Decision } from '../../../local/scaling/decisions/decision.ts';
import type { Situation } from '../../../local/scaling/decisions/situation.ts';
import { fulfilmentMs } from '../lateness.ts';
import { judgedSituation, type Seen } from './judged-situation.ts';
import type { MadeChange } from './observed-changes.ts';
import { alarmsOfPolicy } from './watched-policy.ts';

/** What had to be decided at a time. */
export interface Evaluation {
  readonly atMs: number;
  readonly situation: Situation;
  readonly decision: Decision;
  /** The change whose effect the metrics do not show yet: what they ask for may be over with it. */
  readonly settling?: MadeChange;
}

/** How often alarms are evaluated at least. */
const evaluatedSeconds = 60;

/** Decides at the end of each period of the measured values, by the code that scales. */
export function evaluationsOf(
  seen: Seen,
  changes: readonly MadeChange[],
  {
    startMs,
    endMs,
    settleMs,
  }: { readonly startMs: number; readonly endMs: number; readonly settleMs: number },
): readonly Evaluation[] {
  const { stepMs, firstMs } = gridOf(seen, startMs);
  const found: Evaluation[] = [];
  const last = Math.floor((endMs - firstMs) / stepMs);
  for (let index = Math.ceil((startMs - firstMs) / stepMs); index <= last; index += 1) {
    const atMs = Math.round(firstMs + index * stepMs);
    const situation = judgedSituation(seen, atMs);
    const settling = changes.findLast((change) => isSettling(change, atMs, settleMs));
    const evaluation = { atMs, situation, decision: decide(situation) };
    found.push(settling === undefined ? evaluation : { ...evaluation, settling });
  }
  return found;
}

/** Evaluations are as far apart as the shortest period, and at the ends of periods. */
function gridOf({ policies, scaling }: Seen, startMs: number) {
  const alarms = policies.flatMap(alarmsOfPolicy);
  const seconds = Math.min(evaluatedSeconds, ...alarms.map(({ rule }) => rule.periodSeconds));
  const measured = alarms.find(({ byPeriod }) => byPeriod.size > 0);
  return { stepMs: (seconds * 1000) / scaling.timeScale, firstMs: measured?.firstMs ?? startMs };
}

function isSettling(
  { activityAtMs, fulfilledAtMs, replacedAtMs }: MadeChange,
  atMs: number,
  settleMs: number,
): boolean {
  const overMs = Math.min(fulfilledAtMs ?? activityAtMs + fulfilmentMs, replacedAtMs ?? Infinity);
  return activityAtMs < atMs && atMs <= overMs + settleMs;
}
