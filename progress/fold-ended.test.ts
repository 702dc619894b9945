import { expect, test } from 'vitest';
import { foldEnded } from './fold-ended.ts';
import type { ListedStep } from './step-list.ts';

const step = (title: string, durationMs: number, changes: Partial<ListedStep> = {}): ListedStep => ({
  ...{ id: title, title, depth: 0, startedAt: 0 },
  ended: { outcome: 'done', durationMs },
  ...changes,
});
const quick = ['Store', 'Definition', 'Images', 'Servers', 'Buckets', 'Edge'].map((title) => step(title, 10));
const titles = (list: readonly ListedStep[]) => foldEnded(list).map(({ title }) => title);

test('a list that is over keeps the steps that took longest, and counts the others', () => {
  const slow = [5000, 9000, 2000, 3000, 4000].map((ms) => step(`${ms} ms`, ms));
  expect(titles([...quick, ...slow])).toEqual([
    ...['7 other steps', '5000 ms', '9000 ms', '3000 ms', '4000 ms'],
  ]);
});

test('where there was nothing to do, one line says how many steps there were', () => {
  expect(
    titles([...quick, step('Storefront', 20, { ended: { outcome: 'skipped', durationMs: 20 } })]),
  ).toEqual(['7 other steps']);
});

test('what failed or was interrupted stays, with all that is below it', () => {
  const failed = step('Services', 60_000, { ended: { outcome: 'failed', durationMs: 60_000 } });
  const { ended: _, ...interrupted } = step('LocalStack', 0);
  const child = step('new task web/1a2b3c4d', 10, { depth: 1 });
  expect(titles([...quick, step('below', 1, { depth: 1 }), failed, child, interrupted])).toEqual([
    ...['6 other steps', 'Services', 'new task web/1a2b3c4d', 'LocalStack'],
  ]);
});

test('a short list stays as it is', () => {
  expect(titles(quick)).toEqual(quick.map(({ title }) => title));
});
