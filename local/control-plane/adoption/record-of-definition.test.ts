import { expect, test } from 'vitest';
import { sampleWorkload } from '../api/testing/sample-workload.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { plan } from '../scheduler/plan.ts';
import { adoptTasks } from './adopt-tasks.ts';
import { recordOfDefinition } from './record-of-definition.ts';

const id = '0123456789abcdef0123456789abcdef';
const family = 'spree-local-web';
const startedAt = 1_700_000_000_000;

test('a task of an earlier version is assigned to the service of its family, and keeps running', () => {
  const record = recordOfDefinition(sampleWorkload, { id, family, startedAt });
  expect(record?.tasks[id]).toMatchObject({ group: 'service:spree-local-web', targets: [{ port: 3000 }] });
  if (record === undefined) throw new Error('there is no record');
  const container = { name: 'web', runtimeId: 'c1', state: 'running', startedAt, health: 'HEALTHY' } as const;
  const found = {
    ...{ id, record, privateIp: '10.0.0.1', servedIn: new Set(['WebTargets']) },
    containers: [{ ...container, image: { id: 'sha256:1', digest: 'sha256:2' } }],
  };
  const { clusterName, region, accountId } = record;
  const now = startedAt + 60_000;
  const adopted = adoptTasks(emptyCluster({ clusterName, region, accountId }), [found], now);
  // Two are wanted: the other one is started.
  expect(plan(adopted, now).effects.map(({ type }) => type)).toEqual(['provisionTask']);
  expect(adopted.services[family]?.deployments[0]?.images).toEqual({
    web: { id: 'sha256:1', digest: 'sha256:2' },
  });
});

test('one whose family has no service is a one-off task', () => {
  const record = recordOfDefinition({ ...sampleWorkload, services: [] }, { id, family, startedAt });
  expect(record?.tasks[id]).toMatchObject({ group: `family:${family}`, targets: [] });
});

test('of one whose family is not defined nothing is known', () => {
  expect(recordOfDefinition(sampleWorkload, { id, family: 'other', startedAt })).toBeUndefined();
});
