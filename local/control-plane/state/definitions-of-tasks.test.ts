import { expect, test } from 'vitest';
import { emptyWorkload, exampleBucket } from '../../../definition/testing/examples.ts';
import { sampleState } from '../api/testing/sample-state.ts';
import { bucketNames, bucketsOfTasks, logGroupNames } from './definitions-of-tasks.ts';

const bucket = exampleBucket({ name: 'assets' });
const released = {
  digest: 'd1',
  workload: { ...emptyWorkload, buckets: [bucket], logGroups: [{ logicalId: 'Web', name: '/web' }] },
};
const registered = {
  digest: 'd2',
  workload: {
    ...emptyWorkload,
    buckets: [
      { ...bucket, restrictsPublicAccess: !bucket.restrictsPublicAccess },
      exampleBucket({ name: 'b' }),
    ],
    logGroups: [{ logicalId: 'Jobs', name: '/jobs' }],
  },
};

test('one-off tasks of a definition that is not released yet have its log groups and its buckets', () => {
  const state = { cluster: sampleState, released, registered };
  expect([...logGroupNames(state)]).toEqual(['/web', '/jobs']);
  expect(bucketNames(state)).toEqual(['assets', 'b']);
});

test('a bucket of the released definition keeps what that one grants', () => {
  const state = { cluster: sampleState, released, registered };
  expect(bucketsOfTasks(state)[0]).toBe(bucket);
  expect(bucketsOfTasks({ cluster: sampleState })).toEqual([]);
});
