import type { Scheduler } from './loop/reconcile-loop.ts';
import { observe } from './scheduler/observe/observe.ts';
import { recover } from './scheduler/observe/recover.ts';
import { plan } from './scheduler/plan.ts';

/**
 * The scheduler as the loop asks it; after a start it also asks again for what no fact confirmed. `timeScale` divides
 * the grace periods of services.
 */
export function createScheduler(timeScale = 1): Scheduler {
  return {
    observe,
    plan: (state, now) => plan(state, now, timeScale),
    recover: (state, now) => {
      const planned = plan(state, now, timeScale);
      return { ...planned, effects: recover(planned.state) };
    },
  };
}
