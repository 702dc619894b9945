import { expect, test } from 'vitest';
import { corpusWorkload } from '../../definition/testing/corpus-workload.ts';
import type { ContainerSummary } from '../docker/engine.ts';
import { isMeant, liveTasks } from './live-tasks.ts';

const [service] = corpusWorkload.services;
const name = service?.name ?? '';

function container(id: string, task: string, state: ContainerSummary['state'] = 'running'): ContainerSummary {
  const labels = { 'dev.spree-parity.task': task, 'dev.spree-parity.container': 'web' };
  return { id, name: id, image: 'store', state, labels, hostPorts: [] };
}

test('tasks with live code are the running containers with its label, of services alone, that are not to stop', async () => {
  let asked: unknown;
  const engine = {
    listContainers: async (labels: Readonly<Record<string, string>>) => {
      asked = labels;
      return [
        container('c1', 'task-one-1'),
        container('c2', 'task-two-2', 'exited'),
        container('c3', 'task-off-3'),
        container('c4', 'task-out-4'),
      ];
    },
  };
  const tasks = await liveTasks({
    ...{ engine, environmentName: 'shop', liveId: 'ab12', workload: corpusWorkload },
    tasks: async () => [
      { id: 'task-one-1', group: `service:${name}`, desiredStatus: 'RUNNING' },
      { id: 'task-two-2', group: `service:${name}`, desiredStatus: 'RUNNING' },
      { id: 'task-off-3', group: 'family:oneoff', desiredStatus: 'RUNNING' },
      { id: 'task-out-4', group: `service:${name}`, desiredStatus: 'STOPPED' },
    ],
  });
  expect(tasks.map(({ containerId }) => containerId)).toEqual(['c1']);
  expect(asked).toEqual({
    'dev.spree-parity.environment': 'shop',
    'dev.spree-parity.role': 'container',
    'dev.spree-parity.live-code': 'ab12',
  });
});

test('a web task is asked by its health check, whose program says by its exit code what is wrong', async () => {
  const engine = { listContainers: async () => [container('c1', 'task-one-1')] };
  const [task] = await liveTasks({
    ...{ engine, environmentName: 'shop', liveId: 'ab12', workload: corpusWorkload },
    tasks: async () => [{ id: 'task-one-1', group: `service:${name}`, desiredStatus: 'RUNNING' }],
  });
  expect(task?.healthCommand).toEqual(['/bin/sh', '-c', 'curl -f http://localhost:3000/up']);
});

test('a service is meant by the end of its name, by all of it, and where nobody names one', () => {
  expect(isMeant('spree-local-web', ['web'])).toBe(true);
  expect(isMeant('spree-local-web', ['spree-local-web'])).toBe(true);
  expect(isMeant('spree-local-web', ['worker', 'eb'])).toBe(false);
  expect(isMeant('spree-local-web', undefined)).toBe(true);
});
