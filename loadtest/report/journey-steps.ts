import type { LoadRecord } from '../record/load-record.ts';
import { mergeResponseTimes, type ResponseTimes } from '../record/response-times.ts';
import { journeyNames } from '../shapes/load-plan.ts';
import { type LoadStep, sum } from './load-steps.ts';
import { groupResponseTimes, type ResponseTimeGroups } from './response-time-groups.ts';

/** What happened in one step of a journey, over the whole test and in the course of it. */
export interface JourneyStep {
  /** Such as `browse: home`. */
  readonly name: string;
  readonly requests: number;
  /** By their reason, the most frequent first. */
  readonly failures: readonly (readonly [reason: string, count: number])[];
  readonly wrong: number;
  readonly times: ResponseTimes;
  readonly groups: ResponseTimeGroups;
}

/** So few requests tell a p95 well enough to look at. */
const wantedRequests = 20;

/** All steps of the journeys: each journey's in the order in which they first occurred. */
export function journeySteps(
  load: LoadRecord,
  steps: readonly (LoadStep | undefined)[],
): readonly JourneyStep[] {
  const names = new Set(load.windows.flatMap((window) => Object.keys(window.steps)));
  const placeOf = (name: string) => journeyNames.findIndex((journey) => name.startsWith(`${journey}:`));
  return [...names]
    .toSorted((left, right) => placeOf(left) - placeOf(right))
    .map((name) => journeyStep(name, load, steps));
}

function journeyStep(name: string, load: LoadRecord, steps: readonly (LoadStep | undefined)[]): JourneyStep {
  const parts = load.windows.flatMap((window) => window.steps[name] ?? []);
  const requests = sum(parts.map((part) => part.requests));
  const groups = groupResponseTimes(steps, wantedRequests, requests, ({ windows }) =>
    windows.flatMap((window) => window.steps[name]?.times ?? []),
  );
  return {
    ...{ name, requests, groups },
    failures: failuresOf(parts.map(({ failures }) => failures)),
    wrong: sum(parts.map(({ wrong }) => wrong)),
    times: mergeResponseTimes(groups.groups.map(({ encoded }) => encoded)),
  };
}

function failuresOf(parts: readonly Readonly<Record<string, number>>[]): JourneyStep['failures'] {
  const counts = new Map<string, number>();
  for (const [reason, count] of parts.flatMap((part) => Object.entries(part))) {
    counts.set(reason, (counts.get(reason) ?? 0) + count);
  }
  return [...counts].toSorted(([, left], [, right]) => right - left);
}

/** All steps together. */
export function togetherOf(steps: readonly JourneyStep[]): Omit<JourneyStep, 'groups'> {
  return {
    name: 'all',
    requests: sum(steps.map(({ requests }) => requests)),
    failures: failuresOf(steps.map(({ failures }) => Object.fromEntries(failures))),
    wrong: sum(steps.map(({ wrong }) => wrong)),
    times: mergeResponseTimes(steps.map(({ times }) => times.encoded())),
  };
}
