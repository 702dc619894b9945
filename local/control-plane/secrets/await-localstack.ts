import type { Clock } from '../../../time/clock.ts';
import { type SecretSource, SecretUnavailable } from '../../aws/secret-source.ts';

export interface LocalStackAwaiting {
  /** False while LocalStack is away or being filled again. */
  readonly isOpen: () => boolean;
  /** Whether what LocalStack does not have now does not exist, rather than being still to come. */
  readonly isSettled: () => Promise<boolean>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly patienceMs: number;
  readonly everyMs: number;
}

/**
 * A `SecretSource` that waits where LocalStack is not ready: it does not answer, or it is being given what it forgot
 * when it was restarted, or what it is to have for the first time. What it lacks when it has all of that is missing at
 * once, as on AWS; after `patienceMs` everything is.
 */
export function awaitLocalStack(source: SecretSource, options: LocalStackAwaiting): SecretSource {
  return {
    secretValue: (query) => patiently(options, () => source.secretValue(query)),
    parameter: (name) => patiently(options, () => source.parameter(name)),
  };
}

async function patiently<T>(options: LocalStackAwaiting, read: () => Promise<T>): Promise<T> {
  const { clock, signal, patienceMs, everyMs, isOpen } = options;
  const until = clock.now() + patienceMs;
  for (;;) {
    const isOver = clock.now() >= until;
    try {
      if (isOpen() || isOver) return await read();
    } catch (error) {
      if (isOver || !(await isPassing(error, options))) throw error;
    }
    await clock.sleep(everyMs, signal);
    if (signal.aborted) return await neverSettling();
  }
}

/** A task has not failed because the control plane ends: the next one starts it again. */
function neverSettling(): Promise<never> {
  return new Promise(() => {});
}

async function isPassing(error: unknown, { isSettled }: LocalStackAwaiting): Promise<boolean> {
  if (!(error instanceof SecretUnavailable)) return false;
  return error.kind === 'unreachable' || (error.kind === 'missing' && !(await isSettled()));
}
