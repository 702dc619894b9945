import { createLogUpdate } from 'log-update';
import { windowLength } from '../../loadtest/k6/record-points.ts';
import { type LiveEvent, liveState, startLive } from '../../loadtest/live/live-state.ts';
import type { LoadTestWatch } from '../../loadtest/run/run-load-test.ts';
import type { LoadPlan } from '../../loadtest/shapes/load-plan.ts';
import { planDurationMs } from '../../loadtest/shapes/planned-load.ts';
import type { ScriptContext } from '../script.ts';
import { liveLine, liveLines } from './live-lines.ts';
import { wrapped } from './wrapped.ts';

type Watched = Omit<LoadTestWatch, 'signal'>;

/** Shows a load test while `work` runs it: in place on a terminal, elsewhere as a line from time to time. */
export async function withLoadView<Result>(
  { json, progress }: Pick<ScriptContext, 'json' | 'progress'>,
  plan: LoadPlan,
  environment: string,
  work: (watched: Watched) => Promise<Result>,
): Promise<Result> {
  const { stderr } = process;
  if (stderr.isTTY === true && !json) return await inPlace(stderr, plan, environment, work);
  return await progress.step(`Load test ${plan.scenario}`, (step) => {
    const { events } = watching(plan, environment, (state) => step.note(liveLine(state)));
    return work({
      ...events,
      onNote: (text) => step.note(text),
      onLoadEnded: () => step.note('waiting for the last metrics'),
    });
  });
}

const drawEveryMs = 500;

async function inPlace<Result>(
  terminal: NodeJS.WriteStream,
  plan: LoadPlan,
  environment: string,
  work: (watched: Watched) => Promise<Result>,
): Promise<Result> {
  const update = createLogUpdate(terminal, { showCursor: true });
  let last = '';
  const { events, tick } = watching(plan, environment, (state) => {
    const columns = columnsOf(terminal);
    update([...liveLines(state, columns), ...wrapped(last, columns)].join('\n'));
  });
  const timer = setInterval(tick, drawEveryMs);
  try {
    return await work({
      ...events,
      onNote: (text) => {
        last = `\n${text}`;
        tick();
      },
      onWindow: (window) => {
        last = '';
        events.onWindow?.(window);
      },
      onLoadEnded: () => {
        last = 'The load is over; waiting for the last metrics.';
        tick();
      },
    });
  } finally {
    clearInterval(timer);
    update.done();
  }
}

/** At most 100; 80 where a terminal does not say how wide it is. */
function columnsOf({ columns }: NodeJS.WriteStream): number {
  return columns > 0 ? Math.min(columns, 100) : 80;
}

/** Follows a load test, and tells its state after each event. */
function watching(plan: LoadPlan, environment: string, tell: (state: ReturnType<typeof startLive>) => void) {
  const windowMs = windowLength(planDurationMs(plan));
  let state = startLive({ plan, environment, windowMs }, Date.now());
  const take = (...events: readonly LiveEvent[]) => {
    const time: LiveEvent = { kind: 'time', nowMs: Date.now() };
    state = [time, ...events].reduce(liveState, state);
    tell(state);
  };
  const events: Watched = {
    onWindow: (window) => take({ kind: 'load', windows: [window] }),
    onLook: (observed) => take({ kind: 'observed', observed }),
  };
  return { events, tick: () => take() };
}
