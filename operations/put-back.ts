import { errorMessage } from '../failure/error-message.ts';
import { Failure } from '../failure/failure.ts';
import { retrying } from '../time/retrying.ts';
import type { OperationWatch } from './operation-watch.ts';

/** How something that an operation changed is put back. */
export interface PutBack {
  /** As in `Could not put back ...`. */
  readonly what: string;
  /** The calls without which it stays changed. They may be made more than once. */
  readonly restore: () => Promise<void>;
  /** What may fail or take too long without harm, such as waiting for it to have its effect. */
  readonly settle: () => Promise<void>;
  /** Whether there is anything to put back yet. */
  readonly isChanged: () => boolean;
  /** The command that does the same by hand. */
  readonly command: string;
}

/**
 * Runs `work`, and puts things back when it succeeded, failed or was interrupted. Raises `NOT_PUT_BACK`, with the error
 * of `work` as its cause, if they stay changed. Until the end SIGINT and SIGTERM alone do not end the process.
 */
export async function thenPutBack<Result>(
  work: () => Promise<Result>,
  putBack: PutBack,
  watch: OperationWatch,
): Promise<Result> {
  const release = holdSignals(() => {
    if (putBack.isChanged()) watch.note(`Interrupted: ${putBack.what} will be put back first`);
  });
  try {
    const outcome = await outcomeOf(work);
    const restored = await outcomeOf(() => withRetries(putBack.restore, watch));
    if (!restored.ok) throw notPutBack(putBack, restored.error, outcome.ok ? restored.error : outcome.error);
    const settled = await outcomeOf(putBack.settle);
    if (!settled.ok) watch.note(errorMessage(settled.error));
    if (!outcome.ok) throw outcome.error;
    return outcome.result;
  } finally {
    release();
  }
}

type Outcome<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly error: unknown };

async function outcomeOf<Result>(work: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { ok: true, result: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}

/** A process ends at a signal that nobody listens to, and scripts listen to the first one alone. */
function holdSignals(onSignal: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}

/** Pauses of 16 seconds in all: the engine may be restarting, or AWS may throttle. */
const attempts = 7;

/** The signal of the watch may have been aborted already, so it has no effect here. */
async function withRetries(work: () => Promise<void>, { clock, note }: OperationWatch): Promise<void> {
  const giveUp = new AbortController();
  let failed = 0;
  await retrying(work, {
    signal: giveUp.signal,
    ...(clock === undefined ? {} : { clock }),
    onRetry: (error) => {
      failed += 1;
      if (failed >= attempts) giveUp.abort(error);
      else note(`Putting back is tried again: ${errorMessage(error)}`);
    },
  });
}

function notPutBack({ what, command }: PutBack, error: unknown, cause: unknown): Failure {
  const because = cause === error ? '' : `\nThis happened before: ${errorMessage(cause)}`;
  return new Failure('NOT_PUT_BACK', `Could not put back ${what}: ${errorMessage(error)}${because}`, {
    hint: `Put it back yourself: ${command}`,
    cause,
  });
}
