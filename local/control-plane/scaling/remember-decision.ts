import type { Decision } from '../../scaling/decisions/decision.ts';
import type { DecisionRecord } from '../model/scaling-state.ts';

const keptDecisions = 100;

/**
 * Puts a decision before the others, unless it is the same nothing as the last one about the same desired count, which
 * somebody may have changed by hand; the newest 100 are kept.
 */
export function rememberDecision(
  before: readonly DecisionRecord[],
  decided: DecisionRecord,
): readonly DecisionRecord[] {
  const [newest] = before;
  if (newest !== undefined && isSameNothing(newest, decided)) return before;
  return [decided, ...before].slice(0, keptDecisions);
}

function isSameNothing(before: DecisionRecord, now: DecisionRecord): boolean {
  const isNothing = before.decision.change === undefined && now.decision.change === undefined;
  return (
    isNothing && before.desiredCount === now.desiredCount && gist(before.decision) === gist(now.decision)
  );
}

/** The verdicts without the values of metrics, which change from minute to minute. */
function gist({ verdicts }: Decision): string {
  return JSON.stringify(verdicts, (key, value: unknown) =>
    key === 'value' || key === 'valueWithout' ? undefined : value,
  );
}
