import { expect, test } from 'vitest';
import { sampleState } from './api/testing/sample-state.ts';
import { sampleWorkload } from './api/testing/sample-workload.ts';
import { grantsFollower } from './bucket-grants.ts';
import { jsonLog } from './logger.ts';

test('grants are put for each definition that is released or registered, and when a release is rolled back', () => {
  let puts = 0;
  const log = jsonLog(
    () => {},
    () => 0,
  );
  const follow = grantsFollower(async () => {
    puts += 1;
  }, log);
  const [before, next] = ['d1', 'd2'].map((digest) => ({ workload: sampleWorkload, digest }));
  if (before === undefined || next === undefined) throw new Error('There are two definitions.');
  const cluster = sampleState;
  const counts = [
    { cluster },
    { cluster, released: before },
    { cluster, released: before },
    { cluster, released: before, registered: next },
    { cluster, released: next },
    { cluster, released: before, registered: next },
  ].map((state) => {
    follow(state);
    return puts;
  });
  expect(counts).toEqual([0, 1, 1, 2, 3, 4]);
});
