import { expect, test } from 'vitest';
import { balanced } from '../testing/cluster-fixtures.ts';
import { deployment, saidBy, serviceWith, testWorld } from '../testing/service-fixtures.ts';
import { lastCompleted, noteRollback, startRollback } from './rollback.ts';

const failed = deployment('new', { rolloutState: 'FAILED', failedTasks: 3 });
const superseded = deployment('middle', { status: 'ACTIVE', supersededBy: 'new' });
const completed = deployment('old', {
  status: 'ACTIVE',
  rolloutState: 'COMPLETED',
  completedAt: 50,
  desiredCount: 1,
  failedTasks: 2,
  consecutiveFailures: 2,
  throttledUntil: 9,
  supersededBy: 'x',
  failedBy: 'ALARM',
});

const revived = {
  ...deployment('old', { completedAt: 50 }),
  rolloutStateReason: 'ECS deployment circuit breaker: rolling back to deploymentId old.',
  rollbackOf: 'new',
  updatedAt: 1000,
};

const roll = (service: ReturnType<typeof serviceWith>) =>
  startRollback(service, failed, 'ECS deployment circuit breaker', testWorld());

test('the last completed deployment becomes PRIMARY again, with its ID and a reset count', () => {
  const after = roll(serviceWith([failed, superseded, completed]));
  expect(after.deployments).toEqual([
    revived,
    { ...failed, status: 'ACTIVE', rollback: { to: 'old', state: 'IN_PROGRESS' } },
    superseded,
  ]);
  expect(saidBy(after)).toEqual(['rolling back to deployment old.']);
});

test('a deployment that has ended is taken back from history', () => {
  const earlier = deployment('earlier', { status: 'INACTIVE', completedAt: 40 });
  const ended = { ...completed, status: 'INACTIVE' } as const;
  const after = roll(serviceWith([failed], { history: [ended, earlier] }));
  expect(after.deployments.map((one) => [one.id, one.status])).toEqual([
    ['old', 'PRIMARY'],
    ['new', 'ACTIVE'],
  ]);
  expect(after.history).toEqual([earlier]);
});

test('its load balancers and its network are restored with it', () => {
  const [before, since] = [['a'], ['b']].map((subnets) => ({
    networkConfiguration: { subnets, securityGroups: [], assignPublicIp: 'DISABLED' as const },
    loadBalancers: subnets.map((targetGroup) => ({ ...balanced, targetGroup })),
  }));
  expect(roll(serviceWith([failed, { ...completed, ...before }], since))).toMatchObject({ ...before });
  expect(roll(serviceWith([failed, completed], since))).toMatchObject({ ...since });
});

test('the resolution of its metrics is restored with it', () => {
  const monitoring = { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] };
  expect(roll(serviceWith([failed, { ...completed, monitoring }]))).toMatchObject({ monitoring });
  expect(roll(serviceWith([failed, completed], { monitoring }))).not.toHaveProperty('monitoring');
});

test('its images are restored with it, whatever their tags refer to by then', () => {
  const images = (id: string) => ({ web: { id, digest: id } });
  const target = { ...completed, images: images('before') };
  const service = serviceWith([{ ...failed, images: images('since') }], { history: [target] });
  expect(roll(service).deployments[0]?.images).toEqual(images('before'));
});

test('where none completed nothing changes', () => {
  const service = serviceWith([failed, superseded]);
  expect(roll(service)).toBe(service);
});

test('the last completed one is the one that completed last, whatever its place', () => {
  const at = (id: string, completedAt: number) => deployment(id, { rolloutState: 'COMPLETED', completedAt });
  const service = serviceWith([at('self', 99), at('b', 20)], {
    history: [at('a', 10), at('c', 30), at('d', 30), deployment('e')],
  });
  expect(lastCompleted(service, 'self')?.id).toBe('c');
  expect(lastCompleted(service, 'c')?.id).toBe('self');
  expect(lastCompleted(serviceWith([deployment('a')]), 'b')).toBeUndefined();
});

test('a deployment whose rollback is in progress or has failed is not rolled back to', () => {
  const unfinished = deployment('a', { completedAt: 20, rollbackOf: 'x', supersededBy: 'y' });
  const failure = deployment('b', { rolloutState: 'FAILED', completedAt: 30, rollbackOf: 'x' });
  const good = deployment('c', { rolloutState: 'COMPLETED', completedAt: 10 });
  expect(lastCompleted(serviceWith([unfinished, failure], { history: [good] }), 'z')).toBe(good);
  expect(lastCompleted(serviceWith([unfinished, failure]), 'z')).toBeUndefined();
});

test('what became of a rollback is written into the deployment that failed, wherever it is', () => {
  const rolled = { ...failed, rollback: { to: 'old', state: 'IN_PROGRESS' } } as const;
  const other = { ...rolled, id: 'other' };
  const after = noteRollback(serviceWith([completed, rolled], { history: [other] }), 'new', 'SUCCESSFUL');
  expect(after.deployments).toEqual([completed, { ...rolled, rollback: { to: 'old', state: 'SUCCESSFUL' } }]);
  expect(after.history).toEqual([other]);
  const ended = noteRollback(serviceWith([], { history: [rolled, failed] }), 'new', 'FAILED');
  expect(ended.history).toEqual([{ ...rolled, rollback: { to: 'old', state: 'FAILED' } }, failed]);
  const service = serviceWith([rolled]);
  expect(noteRollback(service, undefined, 'FAILED')).toBe(service);
});
