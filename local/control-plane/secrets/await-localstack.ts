import type { Secret } from '../../../failure/secret.ts';
import type { Clock } from '../../../time/clock.ts';
import { type SecretSource, SecretUnavailable } from '../../aws/secret-source.ts';
import type { KeptValues } from './kept-values.ts';

export interface LocalStackAwaiting {
  /** False while LocalStack is away or being filled again. */
  readonly isOpen: () => boolean;
  /** Whether what LocalStack does not have now does not exist, rather than being still to come. */
  readonly isSettled: () => Promise<boolean>;
  /** What it had before: a task that refers to nothing else need not wait for it. */
  readonly kept: KeptValues;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly patienceMs: number;
  readonly everyMs: number;
}

/**
 * A `SecretSource` that returns what LocalStack had before, or waits, while LocalStack is not ready: it does
 * not respond, it is being restored after a restart, or it is being deployed to for the first time. What it
 * lacks when it has all of that is missing at once, as on AWS; after `patienceMs` everything is.
 */
export function awaitLocalStack(source: SecretSource, options: LocalStackAwaiting): SecretSource {
  const { kept } = options;
  return {
    secretValue: (query) =>
      patiently(options, { read: () => source.secretValue(query), before: () => kept.secretValue(query) }),
    parameter: (name) =>
      patiently(options, { read: () => source.parameter(name), before: () => kept.parameter(name) }),
  };
}

interface Reading {
  /** From LocalStack. */
  readonly read: () => Promise<Secret>;
  /** What it had before. */
  readonly before: () => Promise<Secret | undefined>;
}

async function patiently(options: LocalStackAwaiting, { read, before }: Reading): Promise<Secret> {
  const { clock, signal, patienceMs, everyMs, isOpen } = options;
  const until = clock.now() + patienceMs;
  for (;;) {
    const isOver = clock.now() >= until;
    try {
      if (isOpen() || isOver) return await read();
    } catch (error) {
      if (isOver || !(await isPassing(error, options))) throw error;
    }
    const known = await before();
    if (known !== undefined) return known;
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
