import { targetsOf } from './find.ts';
import type { Persisted } from './scaling-access.ts';

/** What the policies of each target got as an answer, and when, the newest first: for whoever asks why. */
export function toldDecisions(state: Persisted) {
  const decisions = targetsOf(state).flatMap(({ state: { resourceId }, decisions: made }) =>
    made.map(({ decision, ...seen }) => ({ resourceId, ...seen, ...decision })),
  );
  return { decisions };
}
