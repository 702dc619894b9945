import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { outputClosed } from '../report.ts';
import { untilEndOfLogs } from './end-of-logs.ts';

/** The exit code of a reading that is ended for this reason, in an error or quietly. */
async function codeAfter(reason: unknown, isError: boolean): Promise<number> {
  const stop = new AbortController();
  return await untilEndOfLogs(stop.signal, { follow: false }, async (signal) => {
    stop.abort(reason);
    if (isError) signal.throwIfAborted();
  });
}

test.each([
  ['Ctrl-C', new Failure('INTERRUPTED', 'Interrupted', { exitCode: 130 }), 130],
  ['SIGTERM', new Failure('INTERRUPTED', 'Interrupted', { exitCode: 143 }), 143],
  ['a closed output', new Failure(outputClosed, 'The output was closed', { exitCode: 141 }), 0],
])('%s ends it without a word', async (_, reason, exitCode) => {
  expect([await codeAfter(reason, true), await codeAfter(reason, false)]).toEqual([exitCode, exitCode]);
});

test('what else breaks the reading is raised', async () => {
  const { signal } = new AbortController();
  expect(await untilEndOfLogs(signal, { follow: false }, async () => {})).toBe(0);
  const broken = untilEndOfLogs(signal, { follow: false }, () => Promise.reject(new Error('engine gone')));
  await expect(broken).rejects.toThrow('engine gone');
});
