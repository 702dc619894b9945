import { expect, test } from 'vitest';
import { exampleService, exampleStatus } from '../../operations/status/testing/example-status.ts';
import { storeStatusText } from './store-status-text.ts';

test('a store that is well fits on a screen of 80 columns', () => {
  expect(storeStatusText(exampleStatus()).split('\n')).toEqual(
    [
      'production, account 123456789012, ap-southeast-1, 2026-11-27T09:30:00.000Z',
      '',
      'SERVICE  TASKS  IMAGE         REV.  SINCE  ROLLOUT    TARGETS    SCALING',
      'web      2/2    0a1b2c3d4e5…  12    3 h    COMPLETED  2 healthy  2..10',
      'worker   1/1    0a1b2c3d4e5…  12    3 h    COMPLETED  -          1..5',
      '',
      'PART      STATE       ',
      'postgres  available   postgres 16.4, db.t3.micro, with a standby',
      'redis     available   cache.t3.micro, 2 nodes, failover enabled',
      'edge      Deployed    d1234567890.cloudfront.net',
      'alarms    0 in ALARM',
      '',
      'Recent events, times in UTC:',
      '  11-27 09:29:00 web: has reached a steady state.',
      '  11-27 09:29:00 worker: has reached a steady state.',
      '',
      'Nothing is wrong.',
    ].map((line) => line.trimEnd()),
  );
});

test('nothing that is wrong makes a line longer than 80 columns', () => {
  const long =
    'ECS deployment circuit breaker was triggered because the tasks failed to start, see the stopped tasks.';
  const service = exampleService({
    ...{ desired: 3, running: 1, pending: 1, rollout: 'FAILED', rolloutReason: long },
    targets: { healthy: 1, unhealthy: 1, draining: 1 },
    unhealthyBecause: ['Health checks failed with these codes: [500]'],
    scaling: { min: 2, max: 10, suspended: ['out', 'in', 'scheduled'], heldUntilMs: 5_400_000 },
    events: Array.from({ length: 9 }, (_, index) => ({ atMs: index, message: long })),
  });
  const why =
    'User: arn:aws:sts::123456789012:assumed-role/reader/me is not authorized to perform: rds:DescribeDBInstances';
  const text = storeStatusText(
    exampleStatus({
      services: [service, exampleService({ name: 'worker' })],
      databases: { isKnown: false, why },
    }),
  );
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(text).toContain('2 problems:');
  expect(text).toContain('unknown');
  expect(text).toContain('until 01:30');
});

test('an event names a target group as people do', () => {
  const arn =
    'arn:aws:elasticloadbalancing:ap-southeast-1:123456789012:targetgroup/spree-production-web/0123456789abcdef';
  const message = `(service spree-production-web) registered 1 targets in (target-group ${arn})`;
  const services = [exampleService({ events: [{ atMs: 0, message }] })];
  expect(storeStatusText(exampleStatus({ services })).replaceAll(/\s+/g, ' ')).toContain(
    'web: registered 1 targets in (target-group spree-production-web)',
  );
});
