import type { FailedCheckPoint, JourneyPoint, RequestPoint } from './read-point.ts';
import { type Answer, type FailedCheck, wrongAnswers } from './wrong-answers.ts';

/** What is remembered of the journeys under way, to tell which answers were wrong. */
export interface Visits {
  request(point: RequestPoint, visit: string): void;
  failedCheck(point: FailedCheckPoint, visit: string): void;
  ended(point: JourneyPoint, visit: string): void;
  /** Forgets the journeys that ended before this time. */
  forget(beforeMs: number): void;
  /** Failed checks that belong to no request of their step. */
  unmatchedChecks(): number;
}

interface Visit {
  endedMs?: number;
  readonly steps: Map<string, VisitStep>;
}

interface VisitStep {
  readonly requests: Answer[];
  readonly failedChecks: FailedCheck[];
  wrong: readonly Answer[];
}

/** `onWrong` hears of an answer that turned out to be wrong (1), and of one that did not after all (-1), in whatever order points come. */
export function rememberVisits(onWrong: (step: string, endMs: number, change: 1 | -1) => void): Visits {
  const visits = new Map<string, Visit>();
  let unmatched = 0;
  const stepOf = (key: string, name: string): VisitStep => {
    const visit = getOrInsert(visits, key, () => ({ steps: new Map() }));
    return getOrInsert(visit.steps, name, () => ({ requests: [], failedChecks: [], wrong: [] }));
  };
  const lookAgain = (name: string, step: VisitStep) => {
    if (step.failedChecks.length === 0) return;
    const wrong = wrongAnswers(step.requests, step.failedChecks);
    for (const each of wrong) if (!step.wrong.includes(each)) onWrong(name, each.endMs, 1);
    for (const each of step.wrong) if (!wrong.includes(each)) onWrong(name, each.endMs, -1);
    step.wrong = wrong;
  };
  return {
    request: ({ step: name, endMs, failure }, visit) => {
      const step = stepOf(visit, name);
      step.requests.push({ endMs, succeeded: failure === undefined });
      lookAgain(name, step);
    },
    failedCheck: ({ step: name = '', atMs, check }, visit) => {
      const step = stepOf(visit, name);
      step.failedChecks.push({ atMs, check });
      lookAgain(name, step);
    },
    ended: ({ endMs }, visit) => {
      getOrInsert(visits, visit, (): Visit => ({ steps: new Map() })).endedMs = endMs;
    },
    forget: (beforeMs) => {
      for (const [key, visit] of visits) {
        if (visit.endedMs === undefined || visit.endedMs >= beforeMs) continue;
        unmatched += unmatchedIn(visit);
        visits.delete(key);
      }
    },
    unmatchedChecks: () => [...visits.values()].reduce((sum, visit) => sum + unmatchedIn(visit), unmatched),
  };
}

function unmatchedIn({ steps }: Visit): number {
  return [...steps.values()]
    .filter(({ requests }) => requests.length === 0)
    .reduce((sum, { failedChecks }) => sum + failedChecks.length, 0);
}

function getOrInsert<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
