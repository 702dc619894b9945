import { expect, test } from 'vitest';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import type { RolledBackRelease } from './rolled-back-release.ts';
import { revisionArn, servicesAsSeen, serviceThatRuns } from './testing/released-services.ts';
import { undoRelease } from './undo-release.ts';

function undoing(undone: Partial<RolledBackRelease>) {
  const progress: string[] = [];
  return {
    progress,
    rollBack: async () => ({ hasRolledBack: true, restored: [], deleted: [], ...undone }),
    onProgress: (text: string) => progress.push(text),
    clock: waitingClock(),
  };
}

const restored = [{ service: 'worker', taskDefinition: revisionArn('worker:4') }];

test('services that were released with a failed one are rolled back with it, and are waited for', async () => {
  const undo = undoing({ restored, deleted: ['reports'] });
  const web = serviceThatRuns('web', 'web:3');
  const source = servicesAsSeen(
    [
      web,
      serviceThatRuns('worker', 'worker:4', { rolloutState: 'IN_PROGRESS' }),
      serviceThatRuns('reports', 'reports:1', { status: 'DRAINING', rolloutState: 'FAILED' }),
    ],
    [
      web,
      serviceThatRuns('worker', 'worker:4'),
      serviceThatRuns('reports', 'reports:1', { status: 'INACTIVE', runningCount: 0 }),
    ],
  );
  expect(await undoRelease(source, undo, 'BROKEN')).toEqual([
    'The service worker was rolled back to worker:4.',
    'The service reports, which was new, was deleted.',
  ]);
  expect(undo.progress).toEqual(['rolling back worker, reports', 'rolling back worker, reports']);
});

test('nothing is waited for where ECS has rolled everything back', async () => {
  const undo = undoing({});
  const source = servicesAsSeen([serviceThatRuns('web', 'web:3', { rolloutState: 'IN_PROGRESS' })]);
  expect([await undoRelease(source, undo, 'BROKEN'), undo.progress]).toEqual([[], []]);
});

test('a first release has nothing to go back to, and what its services run is said', async () => {
  const source = servicesAsSeen([
    serviceThatRuns('web', 'web:1'),
    serviceThatRuns('worker', 'worker:1', { rolloutState: 'FAILED', runningCount: 0 }),
  ]);
  expect(await undoRelease(source, undoing({ hasRolledBack: false }), 'BROKEN')).toEqual([
    'There is no earlier release to go back to, so nothing was rolled back.',
    'The service web runs web:1; 1/1 tasks are running.',
    'The deployment of worker:1 to the service worker failed; 0/1 tasks are running.',
  ]);
});

test('a rollback that fails is not waited for any longer', async () => {
  const rolloutStateReason = 'ECS deployment circuit breaker: tasks failed to start.';
  const failed = { rolloutState: 'FAILED', rolloutStateReason };
  const source = servicesAsSeen([serviceThatRuns('worker', 'worker:4', failed)]);
  await expect(undoRelease(source, undoing({ restored }), 'BROKEN')).rejects.toMatchObject({
    code: 'ROLLBACK_FAILED',
    message: `The rollback of the service worker failed: ${rolloutStateReason}`,
    hint: expect.stringContaining('store:doctor'),
  });
});
