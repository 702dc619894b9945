import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type EcsEndpoint,
  ecsArnPrefix,
  ecsEndpoint,
  sampleCluster,
  sampleService,
} from '../local/control-plane/api/testing/ecs-endpoint.ts';
import { waitingClock } from '../time/testing/waiting-clock.ts';
import type { Target } from './target.ts';
import { ownSizeCommand, withTaskSizes } from './task-size.ts';

const named = { cluster: sampleCluster, service: sampleService };
const revision = (number: number) => `${ecsArnPrefix}:task-definition/spree-local-web:${number}`;
const small = { vcpu: 0.25, memoryMiB: 512 };
const ownSize = { vcpu: 0.5, memoryMiB: 1024 };

let endpoint: EcsEndpoint;
let target: Target;

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  target = endpoint.target;
});

afterEach(async () => {
  await endpoint.close();
});

/** A watch in whose pauses the control plane does what `go` says, by default all that it can. */
function watch(go = () => endpoint.controlPlane.settle()) {
  const clock = waitingClock();
  const notes: string[] = [];
  return {
    notes,
    signal: new AbortController().signal,
    note: (text: string) => {
      notes.push(text);
    },
    clock: {
      now: clock.now,
      sleep: async (milliseconds: number) => {
        await clock.sleep(milliseconds);
        endpoint.advance(milliseconds);
        go();
      },
    },
  };
}

async function running() {
  const { services: [service] = [] } = await endpoint.ecs.describeServices({
    cluster: sampleCluster,
    services: [sampleService],
  });
  const { taskDefinition } = await endpoint.ecs.describeTaskDefinition({
    taskDefinition: service?.taskDefinition,
    include: ['TAGS'],
  });
  const rollout = service?.deployments?.map(({ rolloutState }) => rolloutState);
  return { arn: service?.taskDefinition, rollout, cpu: taskDefinition?.cpu, memory: taskDefinition?.memory };
}

async function activeRevisions() {
  return (await endpoint.ecs.listTaskDefinitions({ familyPrefix: 'spree-local-web', status: 'ACTIVE' }))
    .taskDefinitionArns;
}

const own = { arn: revision(1), rollout: ['COMPLETED'], cpu: '512', memory: '1024' };

test('the service runs at each size that the work asks for, and on its own revision afterwards', async () => {
  const watched = watch();
  const seen = await withTaskSizes(target, named, watched, async (resize) => {
    await resize(small);
    const first = await running();
    await resize({ vcpu: 1, memoryMiB: 2048 });
    return [first, await running()];
  });
  expect(seen).toEqual([
    { arn: revision(2), rollout: ['COMPLETED'], cpu: '256', memory: '512' },
    { arn: revision(3), rollout: ['COMPLETED'], cpu: '1024', memory: '2048' },
  ]);
  expect(await running()).toEqual(own);
  expect(await activeRevisions()).toEqual([revision(1)]);
  expect(watched.notes.slice(0, 2)).toEqual([
    `${sampleService} gets tasks of 0.25 vCPU and 512 MiB`,
    `If this process is killed, put it back: ${await ownSizeCommand(target, named, revision(1))}`,
  ]);
});

test('a revision of another size has the tags of the own one', async () => {
  const tags = await withTaskSizes(target, named, watch(), async (resize) => {
    await resize(small);
    return (await endpoint.ecs.describeTaskDefinition({ taskDefinition: revision(2), include: ['TAGS'] }))
      .tags;
  });
  expect(tags).toEqual([{ key: 'project', value: 'spree' }]);
});

test('the size that the tasks have changes nothing, and a size that came before needs no other revision', async () => {
  const arns = await withTaskSizes(target, named, watch(), async (resize) => {
    const seen = [];
    for (const size of [ownSize, small, small, ownSize, small]) {
      await resize(size);
      seen.push((await running()).arn);
    }
    return seen;
  });
  expect(arns).toEqual([1, 2, 2, 1, 2].map(revision));
  expect(await activeRevisions()).toEqual([revision(1)]);
});

test('the service gets its own size back when the work fails, and the error of the work is raised', async () => {
  const failing = withTaskSizes(target, named, watch(), async (resize) => {
    await resize(small);
    throw new Error('of the work');
  });
  await expect(failing).rejects.toThrow('of the work');
  expect(await running()).toEqual(own);
  expect(await activeRevisions()).toEqual([revision(1)]);
});

test('a deployment that is rolled back is raised, and its revision is deregistered', async () => {
  let isDone = false;
  const rollsBack = () => {
    if (isDone) return endpoint.controlPlane.settle();
    isDone = true;
    rolling = endpoint.ecs.updateService({ ...named, taskDefinition: revision(1) });
    return undefined;
  };
  let rolling: Promise<unknown> = Promise.resolve();
  const rolledBack = watch(rollsBack);
  const { clock } = rolledBack;
  const sleep = async (milliseconds: number) => {
    await clock.sleep(milliseconds);
    await rolling;
  };
  const failing = withTaskSizes(
    target,
    named,
    { ...rolledBack, clock: { ...clock, sleep } },
    async (resize) => await resize(small),
  );
  await expect(failing).rejects.toMatchObject({
    code: 'STORE_DOES_NOT_START',
    message: expect.stringContaining('spree-local-web:2 failed, and ECS rolled back to spree-local-web:1'),
  });
  expect(await running()).toEqual(own);
  expect(await activeRevisions()).toEqual([revision(1)]);
});

test('a size that Fargate does not have is refused, and the service stays as it is', async () => {
  const failing = withTaskSizes(target, named, watch(), async (resize) => {
    await resize({ vcpu: 0.25, memoryMiB: 8192 });
  });
  await expect(failing).rejects.toThrow('No Fargate configuration exists for given values');
  expect(await running()).toEqual(own);
});

test('a wait for a size that is interrupted puts the own size back', async () => {
  const stop = new AbortController();
  const watched = watch(() => stop.abort(new Error('interrupted')));
  const failing = withTaskSizes(
    target,
    named,
    { ...watched, signal: stop.signal },
    async (resize) => await resize(small),
  );
  await expect(failing).rejects.toThrow('interrupted');
  expect((await running()).arn).toBe(revision(1));
  expect(watched.notes).toContain(`${sampleService} gets tasks of its own size again`);
});

test('a service that cannot be put back is told with the command that does it', async () => {
  let updates = 0;
  const clients = {
    ...target.clients,
    ecs: async () =>
      new Proxy(await target.clients.ecs(), {
        get: (client, name) => {
          if (name === 'updateService' && ++updates > 1) return () => Promise.reject(new Error('throttled'));
          return Reflect.get(client, name);
        },
      }),
  };
  const failing = withTaskSizes({ ...target, clients }, named, watch(), async (resize) => {
    await resize(small);
  });
  await expect(failing).rejects.toMatchObject({
    code: 'NOT_PUT_BACK',
    message: expect.stringContaining(`Could not put back the task size of ${sampleService}: throttled`),
    hint: `Put it back yourself: ${await ownSizeCommand(target, named, revision(1))}`,
  });
  expect(await activeRevisions()).toEqual([revision(1), revision(2)]);
});

test('a service that does not exist has no size', async () => {
  const failing = withTaskSizes(target, { ...named, service: 'shop' }, watch(), running);
  await expect(failing).rejects.toMatchObject({ code: 'SERVICE_NOT_FOUND' });
});
