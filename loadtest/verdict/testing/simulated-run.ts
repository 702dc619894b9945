import type { Simulated, Simulation } from '../../../local/scaling/simulation/simulation.ts';
import type {
  RecordedActivity,
  RecordedPolicy,
  RecordedValue,
} from '../../../local/scaling/words/scaling-record.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { run, scaled } from './recorded-runs.ts';
import { tracking } from './recorded-scaling.ts';
import { startMs } from './test-times.ts';

type Minute = Simulated['minutes'][number];

/** What a test would record of a simulated service whose policies all track a metric. */
export function simulatedRun(
  { policies, minCapacity, maxCapacity }: Simulation,
  { minutes, target }: Simulated,
  environment: string,
): RunRecord {
  const recorded = policies.flatMap(({ policy, metric }): readonly RecordedPolicy[] => {
    if (policy.kind !== 'target-tracking') return [];
    const values = valuesOf(minutes, ({ cpuPercent, requestsPerTarget }) =>
      metric === 'cpu' ? cpuPercent : requestsPerTarget,
    );
    return [tracking(policy, values, {}, { metricName: metric })];
  });
  const activities = target.activities.map(
    ({ startTimeMs, endTimeMs, description, cause, status, notScaled }): RecordedActivity => ({
      ...{ startMs: startTimeMs, description, cause, status },
      ...(endTimeMs === undefined ? {} : { endMs: endTimeMs }),
      notScaled: notScaled === undefined ? [] : [{ code: notScaled.code }],
    }),
  );
  const tasks = valuesOf(minutes, ({ runningCount }) => runningCount);
  const service = scaled(
    { minCapacity, maxCapacity, policies: recorded, activities, tasks },
    minutes.flatMap((minute, index) => samplesOf(minute, index)),
  );
  return run(`${minutes.length}:00`, [service], { environment });
}

function valuesOf(
  minutes: readonly Minute[],
  read: (minute: Minute) => number | undefined,
): readonly RecordedValue[] {
  return minutes.flatMap((minute, index) => {
    const value = read(minute);
    return value === undefined ? [] : [{ startMs: startMs + index * 60_000, value }];
  });
}

/** A decision at the end of a minute counts from the next one on. */
function samplesOf({ desiredCount, runningCount }: Minute, index: number) {
  const count = { desiredCount, runningCount, pendingCount: 0, deployments: [] };
  return [1000, 30_000, 59_000].map((ms) => ({ ...count, atMs: startMs + index * 60_000 + ms }));
}
