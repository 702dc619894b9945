import { expect, test } from 'vitest';
import { releasedStore } from '../../../operations/release/testing/released-store.ts';
import { deployedDemand } from './deployed-demand.ts';

test('a release asks of its image what the deployed tasks run, by the APIs of AWS alone', async () => {
  await using store = await releasedStore();
  const { parts, port } = await deployedDemand(store.target);
  expect(port).toBe(3000);
  expect(parts.map(({ name, setting }) => `${name} for ${setting}`)).toEqual([
    'serve for web.command',
    'bin/rails for migrate',
  ]);
});
