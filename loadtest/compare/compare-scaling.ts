import { isDeepStrictEqual } from 'node:util';
import { changesOf } from '../../local/scaling/words/recorded-changes.ts';
import type { ObservedService, ServiceSample } from '../record/observed-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { ScalingComparison, ScalingOutcome } from './comparison.ts';

/** How the services that both runs have were scaled, and what that took. */
export function compareScaling(earlier: RunRecord, later: RunRecord): readonly ScalingComparison[] {
  return later.observed.services.flatMap((now) => {
    const before = earlier.observed.services.find(
      ({ cluster, service }) => cluster === now.cluster && service === now.service,
    );
    if (before === undefined) return [];
    const [first, second] = [outcomeOf(before, earlier), outcomeOf(now, later)];
    const isAlike = isDeepStrictEqual(stepsOf(first), stepsOf(second));
    return [{ cluster: now.cluster, service: now.service, earlier: first, later: second, isAlike }];
  });
}

function outcomeOf(service: ObservedService, { startMs, endMs }: RunRecord): ScalingOutcome {
  const changes = service.scaling === undefined ? [] : changesOf(service.scaling);
  return {
    changes: changes
      .filter((change) => change.startMs >= startMs && change.startMs <= endMs)
      .map(({ startMs: atMs, policyName, to }) => ({
        afterMs: atMs - startMs,
        to,
        ...(policyName === undefined ? {} : { policyName }),
      })),
    mostTasks: Math.max(0, ...service.samples.map(({ runningCount }) => runningCount)),
    taskMinutes: taskMinutesOf(service.samples, endMs),
  };
}

/** Each sample holds until the next one, the last until the end. */
function taskMinutesOf(samples: readonly ServiceSample[], endMs: number): number {
  const taskMs = samples.reduce((sum, { atMs, runningCount }, index) => {
    const untilMs = samples[index + 1]?.atMs ?? endMs;
    return sum + runningCount * Math.max(0, untilMs - atMs);
  }, 0);
  return taskMs / 60_000;
}

function stepsOf({ changes }: ScalingOutcome) {
  return changes.map(({ policyName, to }) => ({ policyName, to }));
}
