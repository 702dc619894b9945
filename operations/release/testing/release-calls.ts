import { Failure } from '../../../failure/failure.ts';
import { createProgress, type Listener, type ProgressEvent } from '../../../progress/progress.ts';
import { type Clock, systemClock } from '../../../time/clock.ts';
import type { ReleaseWays } from '../release-context.ts';
import { releaseImage } from '../release-image.ts';
import type { ReleasedStore } from './released-store.ts';

export const again = 'store:release --env local';

/** Releases an image whose parts outside AWS do nothing but say that they were called. */
export function release(
  store: ReleasedStore,
  changes: Partial<ReleaseWays> = {},
  tag = 'two',
  onEvent: Listener = () => {},
) {
  const calls: string[] = [];
  const events: ProgressEvent[] = [];
  const called =
    <T>(name: string, value: T) =>
    async () => {
      calls.push(name);
      return value;
    };
  const ways: ReleaseWays = {
    build: called('build', { image: 'spree-parity/store:built', tag }),
    push: called('push', 'sha256:1'),
    scan: called('scan', undefined),
    publishAssets: called('assets', undefined),
    serveAssets: called('edge', undefined),
    smokeCheck: called('smoke', '/up answers 200'),
    keepImage: called('keep', undefined),
    ...changes,
  };
  const done = releaseImage({
    target: store.target,
    progress: createProgress((event) => {
      events.push(event);
      onEvent(event);
    }),
    signal: new AbortController().signal,
    ways,
    releasedBy: 'ci',
    runAgain: again,
    hints: { slow: 'look', failed: () => 'look' },
    clock: hurriedClock(),
  });
  return { calls, events, done };
}

/** A clock that is in a hurry: each of its pauses lets the store go on, and no longer. */
export function hurriedClock(): Clock {
  let now = Date.parse('2026-11-27T12:00:00Z');
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
      await systemClock.sleep(3);
    },
  };
}

/** The failure that something ends with. */
export async function failureOf(done: Promise<unknown>): Promise<Failure> {
  const error: unknown = await done.catch((raised: unknown) => raised);
  if (error instanceof Failure) return error;
  throw new Error('It did not fail', { cause: error });
}
