import { expect, test } from 'vitest';
import { ageOf, releaseRows } from './release-rows.ts';

const now = new Date('2026-11-27T12:00:00Z');

test.each([
  ['2026-11-27T11:59:59Z', '1 second ago'],
  ['2026-11-27T11:58:01Z', '1 minute ago'],
  ['2026-11-27T09:00:00Z', '3 hours ago'],
  ['2026-11-20T12:00:00Z', '7 days ago'],
  ['2026-11-27T12:05:00Z', '0 seconds ago'],
])('%s is %s', (then, age) => {
  expect(ageOf(new Date(then), now)).toBe(age);
});

const earlier = {
  releasedAt: new Date('2026-11-27T10:00:00Z'),
  releasedBy: 'maria',
  outcome: 'completed',
  revisions: {},
  isReturnedTo: false,
} as const;

test('each release says whether the services can go back to it, and why not', () => {
  const removal = {
    version: '20261127110000',
    name: 'RemoveName',
    reason: 'removes the column name of products',
  };
  const rows = releaseRows(
    {
      releases: [
        {
          ...earlier,
          release: 'two',
          breaks: ['20261127110000'],
          isRunning: true,
          runBy: ['web'],
          health: '',
        },
        { ...earlier, release: 'one', breaks: [], isRunning: false, runBy: [], health: 'web 1/2' },
      ],
      latest: { release: 'two', migratedAt: now, breaking: [removal] },
      health: 'web 2/2',
      place: { ClusterName: 'c', RepositoryUri: 'r', StorefrontUrl: 'https://shop.example.com' },
    },
    now,
  );
  expect(rows).toEqual([
    {
      release: 'two',
      age: '2 hours ago',
      by: 'maria',
      state: 'running',
      health: 'web 2/2',
      remark: '',
      isAllowed: false,
    },
    {
      ...{
        release: 'one',
        age: '2 hours ago',
        by: 'maria',
        state: 'completed',
        health: 'web 1/2',
        isAllowed: false,
      },
      remark:
        'one cannot run with the database as it is now. Migration 20261127110000 (RemoveName) removes the column name of products.',
    },
  ]);
});

test.each([
  ['begun', ['worker'], 'not finished, partly running', 'web 1/2'],
  ['begun', [], 'not finished', ''],
  ['rolled-back', [], 'rolled back', ''],
  ['failed', [], 'failed', ''],
] as const)('a release that is %s and run by %j is %s', (outcome, runBy, state, health) => {
  const release = { ...earlier, release: 'two', breaks: [], isRunning: false, health: '', outcome, runBy };
  const place = { ClusterName: 'c', RepositoryUri: 'r', StorefrontUrl: 'https://shop.example.com' };
  const [row] = releaseRows({ releases: [release], latest: undefined, place, health: 'web 1/2' }, now);
  expect(row).toMatchObject({ state, health });
});
