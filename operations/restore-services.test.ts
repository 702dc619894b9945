import { expect, test } from 'vitest';
import { waitingClock } from '../time/testing/waiting-clock.ts';
import { restoreServices } from './restore-services.ts';
import type { ServiceStatus } from './service-status.ts';

const arn = (revision: string) => `arn:aws:ecs:r:0:task-definition/${revision}`;

function service(name: string, revision: string, changes: Partial<ServiceStatus> = {}): ServiceStatus {
  return {
    name,
    status: 'ACTIVE',
    desiredCount: 1,
    runningCount: 1,
    deploymentId: 'ecs-svc/1',
    taskDefinition: arn(revision),
    rolloutState: 'COMPLETED',
    rolloutStateReason: undefined,
    targets: [],
    unhealthyBecause: [],
    events: [],
    ...changes,
  };
}

/** Services that take an update at once and are steady one look later. */
function cluster(...services: readonly ServiceStatus[]) {
  const known = new Map(services.map((each) => [each.name, each]));
  const updates: string[] = [];
  return {
    updates,
    source: {
      services: async () => {
        const seen = [...known.values()];
        for (const each of seen) known.set(each.name, { ...each, rolloutState: 'COMPLETED' });
        return seen;
      },
      update: async (name: string, taskDefinition: string) => {
        updates.push(`${name} ${taskDefinition}`);
        known.set(
          name,
          service(name, taskDefinition.split('/').at(-1) ?? '', { rolloutState: 'IN_PROGRESS' }),
        );
      },
    },
  };
}

test('services that were released with a failed one are rolled back with it, and are waited for', async () => {
  const { source, updates } = cluster(
    service('web', 'web:3'),
    service('worker', 'worker:5'),
    service('reports', 'reports:2'),
    service('by-hand', 'by-hand:7'),
  );
  const progress: string[] = [];
  const restored = await restoreServices(source, {
    revisions: { web: arn('web:4'), worker: arn('worker:5'), reports: arn('reports:2'), new: arn('new:1') },
    before: {
      web: arn('web:3'),
      worker: arn('worker:4'),
      reports: arn('reports:2'),
      'by-hand': arn('by-hand:6'),
    },
    onProgress: (text) => progress.push(text),
    clock: waitingClock(),
  });
  expect(updates).toEqual([`worker ${arn('worker:4')}`]);
  expect(restored).toEqual(['The service worker was rolled back to worker:4.']);
  expect(progress).toEqual(['rolling back worker', 'rolling back worker']);
});

test('a new service has nothing to roll back to', async () => {
  const { source, updates } = cluster(service('web', 'web:1', { rolloutState: 'FAILED' }));
  const progress: string[] = [];
  const release = {
    revisions: { web: arn('web:1') },
    before: {},
    onProgress: (text: string) => progress.push(text),
    clock: waitingClock(),
  };
  expect(await restoreServices(source, release)).toEqual([]);
  expect([updates, progress]).toEqual([[], []]);
});
