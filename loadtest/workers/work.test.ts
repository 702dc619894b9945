import { expect, test } from 'vitest';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import { sharedInMemory } from '../testing/shared-in-memory.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type Orders, sharedFiles } from './shared-files.ts';
import { fileNames } from './shared-folder.ts';
import { work } from './work.ts';

const orders: Orders = {
  ...{ count: 2, k6: { file: 'k6', version: '1.1.0' }, options: {}, variables: {} },
  ...{ windowMs: 1_000, addresses: {}, startWithinMs: 60_000, longestMs: 60_000 },
};

async function workOn(folder: string, given: Orders | undefined, signal = new AbortController().signal) {
  const shared = sharedInMemory({ [fileNames.journeys]: Buffer.from('') });
  if (given !== undefined) await sharedFiles.orders.write(shared, fileNames.orders, given);
  const said: string[] = [];
  const done = work({
    ...{ worker: 2, shared, binaries: sharedInMemory({ k6: Buffer.from('#!/bin/false') }), folder, signal },
    ...{ environment: {}, findAddress: async () => '10.0.0.1', clock: waitingClock() },
    say: (line) => said.push(line),
  });
  await done.catch(() => undefined);
  return { done, said, result: await sharedFiles.result.read(shared, fileNames.result(2)) };
}

test('a worker without orders says what is missing', async () => {
  await using folder = await temporaryFolder();
  const { done } = await workOn(folder.path, undefined);
  await expect(done).rejects.toMatchObject({ code: 'WORKER_FILE_MISSING' });
});

test('a worker that nobody gives the start ends without any load', async () => {
  await using folder = await temporaryFolder();
  const { said, result } = await workOn(folder.path, orders);
  expect(result).toMatchObject({ load: { windows: [] }, k6: { version: '1.1.0', ended: 'interrupted' } });
  expect(said).toEqual(['Worker 2 of 2 is ready: k6 1.1.0.', 'Worker 2 of 2 has ended: k6 interrupted.']);
});

test('a worker that is stopped before the start ends at once', async () => {
  await using folder = await temporaryFolder();
  const { result } = await workOn(folder.path, orders, AbortSignal.abort());
  expect(result?.k6.ended).toBe('interrupted');
});

test('a file that is not as expected is refused with its place', async () => {
  const shared = sharedInMemory({ [fileNames.start]: Buffer.from('{"startMs":"soon"}') });
  await expect(sharedFiles.start.read(shared, fileNames.start)).rejects.toMatchObject({
    code: 'WORKER_FILE_INVALID',
    message: 'start.json of a load test is not as expected at startMs.',
  });
});
