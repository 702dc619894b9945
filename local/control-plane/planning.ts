import type { Scheduler } from './loop/reconcile-loop.ts';
import { observe } from './scheduler/observe/observe.ts';
import { recover } from './scheduler/observe/recover.ts';
import { plan } from './scheduler/plan.ts';
import type { Pace } from './scheduler/service/service-world.ts';

/**
 * The scheduler as the loop asks it; after a start it also asks again for what no fact confirmed. `pace` shortens
 * the grace periods of services.
 */
export function createScheduler(pace: Pace = {}): Scheduler {
  return {
    observe,
    plan: (state, now) => plan(state, now, pace),
    recover: (state, now) => {
      const planned = plan(state, now, pace);
      return { ...planned, effects: recover(planned.state) };
    },
  };
}
