import type { Clock } from '../../../../time/clock.ts';

/**
 * Runs a piece of work each time it is requested: one run at a time; requests during a run are combined into
 * one.
 */
export interface Repeater {
  /** Resolves when a run that began after this call has succeeded. */
  run(): Promise<void>;
  /** No run begins after this; resolves when the one under way is over. */
  close(): Promise<void>;
}

export interface RepeaterOptions {
  readonly clock: Clock;
  readonly work: () => Promise<void>;
  /** Told of a failure once, however often it comes in a row. */
  readonly onFailure: (error: unknown) => void;
  /** Also runs by itself, so that a process that was restarted gets what it lost. */
  readonly everyMs: number;
  /** After a failure it runs again this soon. */
  readonly retryMs: number;
}

/** A repeater; failed work is tried again until `close`. */
export function createRepeater(options: RepeaterOptions): Repeater {
  let waiting: (() => void)[] = [];
  let running: Promise<boolean> | undefined;
  let isClosed = false;
  let sleeping = new AbortController();
  let lastFailure = '';

  async function start(): Promise<void> {
    if (running !== undefined || isClosed) return;
    sleeping.abort();
    const served = waiting;
    waiting = [];
    running = attempt();
    const succeeded = await running;
    running = undefined;
    if (succeeded) for (const resolve of served) resolve();
    else waiting = [...served, ...waiting];
    if (isClosed) return;
    const pauseMs = succeeded ? (waiting.length > 0 ? 0 : options.everyMs) : options.retryMs;
    sleeping = new AbortController();
    const { signal } = sleeping;
    void options.clock.sleep(pauseMs, signal).then(() => (signal.aborted ? undefined : start()));
  }

  async function attempt(): Promise<boolean> {
    try {
      await options.work();
      lastFailure = '';
      return true;
    } catch (error) {
      if (String(error) !== lastFailure) options.onFailure(error);
      lastFailure = String(error);
      return false;
    }
  }

  return {
    run: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        void start();
      }),
    close: async () => {
      isClosed = true;
      sleeping.abort();
      await running;
    },
  };
}
