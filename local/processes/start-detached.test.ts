import { expect, test } from 'vitest';
import { startDetached } from './start-detached.ts';

test.each([
  ['ends well', ['-e', ''], true],
  ['ends badly', ['-e', 'process.exit(3)'], false],
])('a program that %s is told from others', async (_what, args, works) => {
  expect(await startDetached(process.execPath, args, 60_000)).toBe(works);
});

test('one that is not there does not work, and one that goes on does', async () => {
  expect(await startDetached('/nowhere/browser', [])).toBe(false);
  expect(await startDetached(process.execPath, ['-e', 'setTimeout(() => {}, 3000)'], 300)).toBe(true);
});
