import { expect, test } from 'vitest';
import { identifyEnvironment } from '../local/environment/identify.ts';
import { preferredPorts } from '../local/environment/local-environment.ts';
import type { EnvironmentStatus } from '../local/lifecycle/commands/environment-status.ts';
import { statusTables } from './status-tables.ts';

type Cluster = NonNullable<EnvironmentStatus['cluster']>;

const environment = identifyEnvironment('/checkout', { PARITY_ENVIRONMENT: 'shop' }, '/nowhere');

function tablesWith(changes: Partial<Cluster>, others: Partial<EnvironmentStatus> = {}): string {
  const cluster: Cluster = {
    ...{ cluster: 'store', workloadDigest: 'd1', timeScale: 1, longestGraceSeconds: null },
    ...{ services: [], tasks: [] },
    ...changes,
  };
  const status = {
    name: 'shop',
    ports: undefined,
    listeners: [],
    leftOut: [],
    liveCode: undefined,
    servers: [],
    cluster,
    ...others,
  };
  return statusTables(environment, status, 60_000);
}

test('a task that stopped shows how its containers ended, and has no health', () => {
  const container = { lastStatus: 'STOPPED', healthStatus: 'UNKNOWN', reason: null };
  const tables = tablesWith({
    tasks: [
      {
        id: '0123456789abcdef',
        group: 'service:web',
        taskDefinition: 'arn:web:1',
        deploymentId: null,
        lastStatus: 'STOPPED',
        desiredStatus: 'STOPPED',
        stoppedReason: 'Essential container in task exited',
        createdAt: 0,
        privateIp: null,
        containers: [
          { ...container, name: 'web', exitCode: 3 },
          { ...container, name: 'side', exitCode: 0 },
        ],
        targets: [],
      },
    ],
  });
  expect(tables).toContain('web: exit code 3');
  expect(tables).toContain('side: exit code 0');
  expect(tables).not.toContain('UNKNOWN');
});

test('tables are drawn without lines, so that a status fits into a terminal', () => {
  const service = { name: 'web', status: 'ACTIVE', desiredCount: 2, runningCount: 1, pendingCount: 1 };
  const rollout = { deploymentId: null, rolloutState: 'IN_PROGRESS', rolloutStateReason: null };
  const tables = tablesWith({
    services: [
      { ...service, ...rollout, taskDefinition: 'arn/web:1', lastEvent: '(service web) has begun.' },
    ],
  });
  expect(tables.split('\n')).toEqual([
    'Environment shop',
    'SERVICE  RUNNING  DESIRED  PENDING  DEPLOYMENT   TASK DEFINITION',
    'web      1        2        1        IN_PROGRESS  web:1',
    '',
    'TASK  GROUP  STATUS  HEALTH  TARGET  AGE  STOPPED BECAUSE',
    '',
    '  (service web) has begun.',
    '',
    'SERVER  STATE  HEALTH  PORTS  IMAGE',
    '',
  ]);
});

test.each([
  [10, 'Environment shop, at time scale 10: metrics, alarms, cooldowns and schedules run 10 times as fast'],
  [1, 'Environment shop'],
])('a status at time scale %i says so where it is not 1', (timeScale, line) => {
  expect(tablesWith({ timeScale }).split('\n')[0]).toBe(line);
});

test('a status has addresses of Redis and of the read replica only where the definition has them', () => {
  const ports = preferredPorts;
  expect(tablesWith({}, { ports })).toMatch(/PostgreSQL +127\.0\.0\.1:5432, replica 127\.0\.0\.1:5433\n/);
  expect(tablesWith({}, { ports })).toMatch(/Redis \(TLS\) +127\.0\.0\.1:6379\n/);
  const without = tablesWith({}, { ports, leftOut: ['postgres-replica', 'redis'] });
  expect(without).toMatch(/PostgreSQL +127\.0\.0\.1:5432\n/);
  expect(without).not.toContain('Redis');
});

test('the status has what a start does not print: addresses, the certificate, the shell and the differences', () => {
  const tables = tablesWith({}, { ports: preferredPorts });
  for (const text of ['AWS endpoint', 'ca.pem', 'local:env)"', 'local:differences']) {
    expect(tables).toContain(text);
  }
});

test('a shorter grace of health checks is told, with how to go back', () => {
  expect(tablesWith({ longestGraceSeconds: 20 })).toContain(
    'at --grace 20: tasks that fail health checks get 20 s, until local:up without it',
  );
});

test('tasks with live code are told, with the command that goes back to the image', () => {
  const liveCode = { digest: 'd1', context: '/shop', since: '2026-11-27T10:00:00.000Z' };
  expect(tablesWith({}, { liveCode })).toContain(
    'Live code of /shop since 2026-11-27T10:00:00.000Z. Back to the image: npx -y pnpm@12 local:up',
  );
  expect(tablesWith({})).not.toContain('Live code');
});
