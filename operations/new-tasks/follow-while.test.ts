import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
  sampleService,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { sampleTime } from '../../local/control-plane/api/testing/sample-state.ts';
import { createProgress, type ProgressEvent } from '../../progress/progress.ts';
import { followWhile } from './follow-while.ts';

let endpoint: EcsEndpoint;

beforeEach(async () => {
  endpoint = await ecsEndpoint();
});

afterEach(async () => {
  await endpoint.close();
});

/** Work that begins a deployment whose first task exits, and ends once that was told. */
async function deployWrong(end: () => Promise<string>) {
  const events: ProgressEvent[] = [];
  const tasks = () => Object.values(endpoint.controlPlane.state().tasks);
  const work = async () => {
    endpoint.advance(60_000);
    const before = new Set(tasks().map(({ id }) => id));
    await endpoint.ecs.updateService({
      cluster: sampleCluster,
      service: sampleService,
      forceNewDeployment: true,
    });
    endpoint.controlPlane.settle();
    const [started] = tasks().filter(({ id }) => !before.has(id));
    endpoint.controlPlane.observe({
      ...{ type: 'containerExited', taskId: started?.id ?? '', container: 'web' },
      ...{ exitCode: 3, outOfMemory: false },
    });
    endpoint.controlPlane.settle();
    await vi.waitFor(() => expect(events.some(({ type }) => type === 'ended')).toBe(true), 20_000);
    return await end();
  };
  const done = createProgress((event) => events.push(event)).step('Stack', async (step) =>
    followWhile(
      {
        target: endpoint.target,
        cluster: async () => sampleCluster,
        step,
        everyMs: 20,
        sinceMs: sampleTime + 60_000,
      },
      work,
      (_, troubles) => new Error(troubles.map((text) => text.replace(/\/\w{8}/, '/ID')).join()),
    ),
  );
  return { done, events };
}

test('while something else waits for services, their new tasks are told of', async () => {
  const { done, events } = await deployWrong(async () => 'deployed');
  expect(await done).toBe('deployed');
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'ended', outcome: 'failed', result: 'web exited with code 3' }),
  );
});

test('what was wrong with new tasks goes into the failure of what waited for them', async () => {
  const { done } = await deployWrong(async () => Promise.reject(new Error('Service did not stabilize')));
  await expect(done).rejects.toThrow('new task web/ID: web exited with code 3');
});
