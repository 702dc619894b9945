import type { Decision } from '../../scaling/decisions/decision.ts';
import type { DecisionRecord } from '../model/scaling-state.ts';

const keptDecisions = 100;

/** Puts a decision before the others, unless it is the same nothing as the last one; the newest 100 are kept. */
export function rememberDecision(
  before: readonly DecisionRecord[],
  decided: DecisionRecord,
): readonly DecisionRecord[] {
  const [newest] = before;
  if (newest !== undefined && isSameNothing(newest.decision, decided.decision)) return before;
  return [decided, ...before].slice(0, keptDecisions);
}

function isSameNothing(before: Decision, now: Decision): boolean {
  return before.change === undefined && now.change === undefined && gist(before) === gist(now);
}

/** The verdicts without the values of metrics, which change from minute to minute. */
function gist({ verdicts }: Decision): string {
  return JSON.stringify(verdicts, (key, value: unknown) =>
    key === 'value' || key === 'valueWithout' ? undefined : value,
  );
}
