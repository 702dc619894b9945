import { expect, test } from 'vitest';
import type { ContainerSummary } from '../../docker/engine.ts';
import { isProcessRunning, openRun, removeLeftRuns, removeRun } from './throwaway-run.ts';

const environment = { name: 'shop', checkout: '/checkout', stateFolder: '/state', labels: {} };

/** An engine with two containers of each run, which notes what is removed. */
function engineWith(runs: readonly ReturnType<typeof openRun>[]) {
  const removed: string[] = [];
  const containers = runs.flatMap(({ name, labels }) =>
    ['postgres', 'redis'].map((server): ContainerSummary => {
      const id = `${name}-${server}`;
      return { id, name: id, image: 'image', state: 'running', hostPorts: [], labels };
    }),
  );
  const engine = {
    listContainers: async (labels: Readonly<Record<string, string>>) =>
      containers.filter((each) =>
        Object.entries(labels).every(([name, value]) => each.labels[name] === value),
      ),
    removeContainer: async (id: string) => void removed.push(id),
    removeNetwork: async (name: string) => void removed.push(name),
  };
  return { engine, removed };
}

test('a run is removed with its network, and no other one', async () => {
  const [own, other] = [openRun(environment, 1), openRun(environment, 1)];
  const { engine, removed } = engineWith([own, other]);
  await removeRun(engine, own.name);
  expect(removed).toEqual([`${own.name}-postgres`, `${own.name}-redis`, own.name]);
});

test('runs whose process was killed are removed, but not those of other environments', async () => {
  const [running, killed] = [openRun(environment, 1), openRun(environment, 2)];
  const elsewhere = openRun({ ...environment, name: 'other' }, 2);
  const { engine, removed } = engineWith([running, killed, elsewhere]);
  await removeLeftRuns(engine, environment, (pid) => pid === 1);
  expect(removed).toEqual([`${killed.name}-postgres`, `${killed.name}-redis`, killed.name]);
});

test('this process runs, and one with an id beyond all does not', () => {
  expect([isProcessRunning(process.pid), isProcessRunning(2 ** 30)]).toEqual([true, false]);
});
