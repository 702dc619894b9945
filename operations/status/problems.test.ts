import { expect, test } from 'vitest';
import type { StoreAlarm } from '../alarms/store-alarms.ts';
import { problemsOf } from './problems.ts';
import type { ServiceState } from './store-status.ts';
import { exampleService, exampleStatus } from './testing/example-status.ts';

const withService = (given: Partial<ServiceState>) =>
  problemsOf(exampleStatus({ services: [exampleService(given)] }));

test('a store that is well has no problem, and neither has one whose rollout or scaling is under way', () => {
  expect(problemsOf(exampleStatus())).toEqual([]);
  expect(
    withService({
      desired: 5,
      running: 3,
      pending: 2,
      rollout: 'IN_PROGRESS',
      targets: { healthy: 2, initial: 1, draining: 1 },
    }),
  ).toEqual([]);
  expect(withService({ desired: 0, running: 0, targets: {} })).toEqual([]);
});

test('what AWS does not tell is no problem', () => {
  const unknown = { isKnown: false, why: 'not authorized' } as const;
  expect(
    problemsOf(exampleStatus({ databases: unknown, caches: unknown, edge: unknown, alarms: unknown })),
  ).toEqual([]);
});

test.each<[string, Partial<ServiceState>, readonly string[]]>([
  [
    'a failed rollout',
    { rollout: 'FAILED', rolloutReason: 'ECS deployment circuit breaker: tasks failed to start.' },
    ['web: its rollout failed. ECS deployment circuit breaker: tasks failed to start.'],
  ],
  ['a service without tasks', { running: 0, targets: {} }, ['web: no task runs, of 2.']],
  [
    'an unhealthy target',
    {
      targets: { healthy: 1, unhealthy: 1 },
      unhealthyBecause: ['Health checks failed with these codes: [500]'],
    },
    ['web: 1 of its targets is unhealthy. Health checks failed with these codes: [500].'],
  ],
  [
    'a task that cannot be placed',
    {
      running: 1,
      events: [{ atMs: 1, message: '(service spree-production-web) was unable to place a task.' }],
    },
    ['web: (service spree-production-web) was unable to place a task.'],
  ],
])('%s is a problem', (_, given, problems) => {
  expect(withService(given)).toEqual(problems);
});

test.each([
  ...['available', 'backing-up', 'modifying', 'storage-optimization', 'configuring-log-exports'].map(
    (status) => [status, true] as const,
  ),
  ...['stopped', 'failed', 'storage-full', 'rebooting', 'incompatible-parameters', 'creating'].map(
    (status) => [status, false] as const,
  ),
])('a database that is %s serves: %s', (status, serves) => {
  const value = [
    { ...{ name: 'db', engine: 'postgres', size: '', isMultiAz: false, isReplica: false }, status },
  ];
  expect(problemsOf(exampleStatus({ databases: { isKnown: true, value } }))).toEqual(
    serves ? [] : [`db: the database is ${status}.`],
  );
});

test('a cache that does not serve, a disabled distribution, an alarm and a store without services are problems', () => {
  const cache = { name: 'redis', status: 'create-failed', size: '', nodes: 1, failover: 'disabled' };
  const alarm: StoreAlarm = {
    ...{
      name: 'spree-production-WebTasks',
      state: 'ALARM',
      sinceMs: 1,
      description: 'Critical: no web task runs.',
    },
    ...{
      metric: '',
      condition: '',
      reason: '',
      isForScaling: false,
      areActionsEnabled: true,
      isComposite: false,
    },
  };
  const edge = { id: 'E1', status: 'Deployed', isEnabled: false, domainName: 'd' };
  expect(
    problemsOf(
      exampleStatus({
        services: [],
        caches: { isKnown: true, value: [cache] },
        edge: { isKnown: true, value: edge },
        alarms: { isKnown: true, value: [alarm] },
      }),
    ),
  ).toEqual([
    'There is no service: the store is not deployed.',
    'redis: Redis is create-failed.',
    'The distribution is disabled: nobody reaches the store.',
    'spree-production-WebTasks: Critical: no web task runs.',
  ]);
});
