import { expect, test } from 'vitest';
import type { ContainerDetails } from '../../docker/engine.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { taskRecord } from '../state/task-record.ts';
import { containerLabel, recordLabel, roleLabel, taskLabel } from '../tasks/task-names.ts';
import { containerState, task } from '../tasks/testing/task-fixtures.ts';
import { findTasks, type TaskSearch } from './find-tasks.ts';

const id = task().id;
const cluster = {
  ...emptyCluster({ clusterName: 'c', region: 'ap-southeast-1', accountId: '000000000000' }),
  tasks: { [id]: task({ containers: [containerState()] }) },
};
const startedAt = new Date(5000);

function details(changes: Partial<ContainerDetails>): ContainerDetails {
  return {
    ...{ id: 'c1', name: '', image: '', state: 'running', exitCode: 0, outOfMemory: false, startedAt },
    ...{ finishedAt: undefined, health: 'healthy', imageId: 'sha256:i', addresses: {}, ports: [], error: '' },
    hostPorts: [],
    ...changes,
    labels: { [environmentLabel]: 'shop', [taskLabel]: id, ...changes.labels },
  };
}

const pause = (changes: Partial<ContainerDetails> = {}) =>
  details({
    id: 'pause',
    name: `shop-web-${id.slice(0, 8)}-pause`,
    addresses: { shop_default: '172.20.0.9' },
    ...changes,
    labels: {
      [roleLabel]: 'pause',
      [recordLabel]: taskRecord(cluster, task()),
      ...changes.labels,
    },
  });
const web = (changes: Partial<ContainerDetails> = {}) =>
  details({ ...changes, labels: { [roleLabel]: 'container', [containerLabel]: 'web' } });

function search(containers: readonly ContainerDetails[], changes: Partial<TaskSearch> = {}) {
  return findTasks({
    engine: {
      listContainers: async () => containers,
      inspectContainer: async (wanted) => containers.find((one) => one.id === wanted),
      inspectImage: async () => undefined,
    },
    environmentName: 'shop',
    network: 'shop_default',
    isKnown: () => false,
    served: async () => [{ targetGroup: 'WebTargets', taskId: id }],
    withoutRecord: () => undefined,
    onFault: (_, error) => {
      throw error;
    },
    ...changes,
  });
}

test('a task that runs is found with its record, its address and its containers', async () => {
  expect(await search([pause(), web()])).toEqual([
    {
      id,
      record: cluster,
      privateIp: '172.20.0.9',
      containers: [
        {
          name: 'web',
          runtimeId: 'c1',
          state: 'running',
          startedAt: 5000,
          health: 'HEALTHY',
          image: { id: 'sha256:i', digest: '' },
        },
      ],
      servedIn: new Set(['WebTargets']),
    },
  ]);
});

test('a task that is known is not asked about', async () => {
  const served = () => Promise.reject(new Error('asked'));
  expect(await search([pause(), web()], { isKnown: () => true, served })).toEqual([]);
});

test.each([
  ['whose network has ended', [pause({ state: 'exited' }), web()]],
  ['without a container that runs', [pause(), web({ state: 'exited' })]],
  ['that is not whole', [pause()]],
  ['without an address', [pause({ addresses: {} }), web()]],
  ['whose record cannot be read', [pause({ labels: { [recordLabel]: '{"version":99}' } }), web()]],
])('a task %s is not found', async (_title, containers) => {
  expect(await search(containers)).toEqual([]);
});

test('of a task of an earlier version the name tells what it is of', async () => {
  const { [recordLabel]: _, ...labels } = pause().labels;
  const withoutRecord: TaskSearch['withoutRecord'] = (found) => {
    expect(found).toEqual({ id, family: 'web', startedAt: 5000 });
    return cluster;
  };
  const old = { ...pause(), labels };
  const [found] = await search([old, web()], { withoutRecord });
  expect(found?.record).toBe(cluster);
});

test('a fault in what tells of one task leaves that one out, and is told', async () => {
  const { [recordLabel]: _, ...labels } = pause().labels;
  const fault = new TypeError('not a function');
  const faults: unknown[] = [];
  const found = await search([{ ...pause(), labels }, web()], {
    withoutRecord: () => {
      throw fault;
    },
    onFault: (...one) => faults.push(one),
  });
  expect([found, faults]).toEqual([[], [[id, fault]]]);
});

test('where the load balancer cannot be asked nothing is said of targets', async () => {
  const [found] = await search([pause(), web()], { served: async () => undefined });
  expect(found?.servedIn).toBeUndefined();
});
