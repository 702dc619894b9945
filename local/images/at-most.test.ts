import { expect, it } from 'vitest';
import { atMost } from './at-most.ts';

it('runs no more than its limit at a time, in order, also after a failure', async () => {
  const limited = atMost(2);
  const log: string[] = [];
  const gates = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...Promise.withResolvers<void>() }));
  const all = gates.map(({ name, promise }) =>
    limited(async () => {
      log.push(name);
      await promise;
      return name;
    }),
  );
  const settled = Promise.allSettled(all);
  expect(log).toEqual(['a', 'b']);
  gates[1]?.reject(new Error('b failed'));
  await all[1]?.catch(() => undefined);
  await Promise.resolve();
  expect(log).toEqual(['a', 'b', 'c']);
  for (const gate of gates) gate.resolve();
  expect((await settled).map((outcome) => outcome.status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(log).toEqual(['a', 'b', 'c', 'd']);
});
