import { expect, test } from 'vitest';
import { whenQuiet } from './when-quiet.ts';

/** A clock on which sleepers wake when time is moved. */
function handClock() {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  const clock = {
    now: () => now,
    sleep: (ms: number) => new Promise<void>((wake) => sleepers.push({ at: now + ms, wake })),
  };
  const pass = async (ms: number) => {
    now += ms;
    for (const { wake } of sleepers
      .splice(0)
      .filter(({ at, wake }) => at <= now || !sleepers.push({ at, wake }))) {
      wake();
    }
    await new Promise((later) => setImmediate(later));
  };
  return { clock, pass };
}

test('something is done once, when nothing stirs any more, and again after the next stir', async () => {
  const { clock, pass } = handClock();
  let done = 0;
  const quiet = whenQuiet({ quietMs: 100, clock, signal: new AbortController().signal }, async () => {
    done += 1;
  });
  quiet.stir();
  await pass(60);
  quiet.stir();
  await pass(60);
  expect(done).toBe(0);
  await pass(60);
  expect(done).toBe(1);
  await pass(1000);
  expect(done).toBe(1);
  quiet.stir();
  await pass(100);
  expect(done).toBe(2);
});

test('nothing is done once the process ends', async () => {
  const { clock, pass } = handClock();
  const stop = new AbortController();
  let done = 0;
  whenQuiet({ quietMs: 100, clock, signal: stop.signal }, async () => {
    done += 1;
  }).stir();
  stop.abort();
  await pass(200);
  expect(done).toBe(0);
});
