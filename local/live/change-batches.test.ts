import { expect, test } from 'vitest';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import { changeBatches } from './change-batches.ts';
import type { FileChange } from './plan-changes.ts';

const written = (path: string): FileChange => ({ path, kind: 'written' });
const never = new AbortController().signal;

test('files that change together are one batch, each with its last change', async () => {
  const batches = changeBatches(waitingClock());
  for (let file = 0; file < 500; file += 1) batches.add(written(`app/${file}.rb`));
  batches.add({ path: 'app/7.rb', kind: 'deleted' });
  const batch = await batches.next(never);
  expect(batch?.changes).toHaveLength(500);
  expect(batch?.changes).toContainEqual({ path: 'app/7.rb', kind: 'deleted' });
});

test('a change wakes whoever waits for one', async () => {
  const batches = changeBatches(waitingClock());
  const next = batches.next(never);
  batches.add(written('a'));
  expect((await next)?.changes).toEqual([written('a')]);
});

test('files that go on changing do not put off a batch for ever', async () => {
  const clock = waitingClock();
  const sleep = clock.sleep;
  const batches = changeBatches({
    ...clock,
    sleep: async (ms, signal) => {
      await sleep(Math.max(1, ms - 1), signal);
      batches.add(written(`file-${clock.now()}`));
    },
  });
  const begun = clock.now();
  batches.add(written('first'));
  await batches.next(never);
  expect(clock.now() - begun).toBeLessThanOrEqual(1_000);
});

test('what could not be served goes with the next batch, unless it has changed since', async () => {
  const batches = changeBatches(waitingClock());
  batches.keep([written('broken'), written('gone')]);
  batches.add({ path: 'gone', kind: 'deleted' });
  expect((await batches.next(never))?.changes).toEqual([
    written('broken'),
    { path: 'gone', kind: 'deleted' },
  ]);
});

test('nobody waits any more after an abort', async () => {
  const abort = new AbortController();
  const next = changeBatches(waitingClock()).next(abort.signal);
  abort.abort();
  expect(await next).toBeUndefined();
});
