import type { TimedWindow } from '../../loadtest/k6/record-points.ts';
import type { LoadTestWatch } from '../../loadtest/run/run-load-test.ts';
import type { LoadPlan } from '../../loadtest/shapes/load-plan.ts';
import { planDurationMs } from '../../loadtest/shapes/planned-load.ts';

/** Tells of a load test while it runs. */
export function loadWatch(
  plan: LoadPlan,
  note: (line: string) => void,
): Pick<LoadTestWatch, 'onWindow' | 'onLook' | 'onLoadEnded'> {
  let startMs: number | undefined;
  let tasks = '';
  const total = Math.round(planDurationMs(plan) / 1000);
  return {
    onWindow: (window: TimedWindow) => {
      startMs ??= window.startMs;
      const seconds = Math.round((window.startMs - startMs) / 1000);
      note(`${seconds} of ${total} s${tasks}`);
    },
    onLook: ({ services }) => {
      const counts = services.flatMap(({ service, samples }) => {
        const last = samples.at(-1);
        return last === undefined ? [] : [`${service} ${last.runningCount} of ${last.desiredCount}`];
      });
      tasks = counts.length === 0 ? '' : `; tasks: ${counts.join(', ')}`;
    },
    onLoadEnded: () => note('waiting for the last metrics'),
  };
}
