import { Failure } from '../../failure/failure.ts';
import type { Engine } from '../docker/engine.ts';
import { statusOf } from '../docker/engine-failures.ts';
import { registryOf } from '../docker/image-name.ts';

/** How an attempt to pull ended. */
export type PullOutcome =
  | { readonly pulled: true }
  | { readonly pulled: false; readonly why: string; readonly registryAnswers: boolean };

export interface PullOptions {
  readonly note: (text: string) => void;
  readonly signal?: AbortSignal;
}

const firstSignMs = 15_000;
const notFound = 404;

/**
 * Pulls images, and gives up early where there is no way to a registry: the first pull from a registry decides,
 * and whoever wants something from the same one waits for that instead of failing as slowly for itself.
 */
export function registryPulls(
  engine: Pick<Engine, 'pullImage'>,
  timeoutMs = firstSignMs,
): (image: string, options: PullOptions) => Promise<PullOutcome> {
  const unreachable = new Map<string, Promise<string | undefined>>();
  return async (image, options) => {
    const registry = registryOf(image);
    const known = unreachable.get(registry);
    // Nothing is awaited between the look and the note that this one asks: the next one must see it.
    if (known !== undefined) {
      const why = await known;
      if (why !== undefined) return { pulled: false, why, registryAnswers: false };
    }
    const attempt = pull(engine, image, options, timeoutMs);
    if (known === undefined) unreachable.set(registry, attempt.unreachable);
    return await attempt.outcome;
  };
}

/** `unreachable` is settled by the first sign of life, long before the outcome is. */
function pull(
  engine: Pick<Engine, 'pullImage'>,
  image: string,
  options: PullOptions,
  timeoutMs: number,
): { readonly outcome: Promise<PullOutcome>; readonly unreachable: Promise<string | undefined> } {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), timeoutMs);
  const sign = Promise.withResolvers<string | undefined>();
  const alive = (text: string) => {
    clearTimeout(timer);
    sign.resolve(undefined);
    options.note(text);
  };
  const signal = AbortSignal.any([silence.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const outcome = engine
    .pullImage(image, alive, signal)
    .then((): PullOutcome => ({ pulled: true }))
    .catch((error: unknown) => {
      options.signal?.throwIfAborted();
      return silence.signal.aborted ? silent(image) : refused(error);
    })
    .finally(() => clearTimeout(timer));
  void outcome.then(
    (ended) => sign.resolve(ended.pulled || ended.registryAnswers ? undefined : ended.why),
    () => sign.resolve(undefined),
  );
  return { outcome, unreachable: sign.promise };
}

function silent(image: string): PullOutcome {
  return { pulled: false, why: `${registryOf(image)} does not respond`, registryAnswers: false };
}

/** 404 is the registry's own answer: it has no such image, or not for everybody. */
function refused(error: unknown): PullOutcome {
  if (!(error instanceof Failure) || error.code !== 'ENGINE_PULL_FAILED') throw error;
  return { pulled: false, why: error.message, registryAnswers: statusOf(error.cause) === notFound };
}
