import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '../failure/failure.ts';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
  sampleScalable,
  sampleService,
} from '../local/control-plane/api/testing/ecs-endpoint.ts';
import { waitingClock } from '../time/testing/waiting-clock.ts';
import { atOneTask, isPinned, restoreCommand } from './at-one-task.ts';
import { type ScaledService, scaledServices } from './scaled-services.ts';
import type { Target } from './target.ts';

let endpoint: EcsEndpoint;
let target: Target;
let before: ScaledService;

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  target = endpoint.target;
  await (await target.clients.applicationAutoScaling()).registerScalableTarget({
    ...sampleScalable,
    ...{ MinCapacity: 2, MaxCapacity: 6 },
    SuspendedState: { DynamicScalingInSuspended: true },
  });
  before = await scaling();
});

afterEach(async () => {
  await endpoint.close();
});

async function scaling(): Promise<ScaledService> {
  const [service] = await scaledServices(target, sampleCluster, sampleService);
  if (service === undefined) throw new Error('It was registered');
  return service;
}

async function counts() {
  const { services: [service] = [] } = await endpoint.ecs.describeServices({
    cluster: sampleCluster,
    services: [sampleService],
  });
  return [service?.desiredCount, service?.runningCount];
}

/** A watch in whose pauses the control plane goes on; where it stands still, pauses are long, so that they are few. */
function watch({ isMoving = true } = {}) {
  const clock = waitingClock();
  const notes: string[] = [];
  const stop = new AbortController();
  return {
    notes,
    stop,
    signal: stop.signal,
    note: (text: string) => {
      notes.push(text);
    },
    clock: {
      ...clock,
      sleep: async (milliseconds: number) => {
        await clock.sleep(isMoving ? milliseconds : 50 * milliseconds);
        endpoint.advance(milliseconds);
        if (isMoving) endpoint.controlPlane.settle();
      },
    },
  };
}

/** The same target, whose registrations of scaling fail from the given one on. */
function refusingFrom(first: number, done: boolean): Target {
  let calls = 0;
  return {
    ...target,
    clients: {
      ...target.clients,
      applicationAutoScaling: async () => {
        const real = await target.clients.applicationAutoScaling();
        return new Proxy(real, {
          get: (client, name) => {
            if (name !== 'registerScalableTarget') return Reflect.get(client, name);
            return async (input: Parameters<typeof real.registerScalableTarget>[0]) => {
              calls += 1;
              if (calls < first || done) await real.registerScalableTarget(input);
              if (calls >= first) throw new Error('not authorized');
            };
          },
        });
      },
    },
  };
}

test('the work runs at one task that nothing scales, and the service has its tasks and its scaling back after it', async () => {
  const watched = watch();
  const seen = await atOneTask(target, before, watched, async () => ({
    scaling: await scaling(),
    counts: await counts(),
  }));
  expect(seen.counts).toEqual([1, 1]);
  expect(isPinned(seen.scaling)).toBe(true);
  expect(isPinned(before)).toBe(false);
  expect(await scaling()).toEqual(before);
  expect(await counts()).toEqual([2, 2]);
  expect(watched.notes).toContain(`${sampleService} scales from 2 to 6 tasks again`);
});

test('the scaling is put back when the work fails, and its error is raised', async () => {
  const failing = atOneTask(target, before, watch(), async () => Promise.reject(new Error('of the work')));
  await expect(failing).rejects.toThrow('of the work');
  expect(await scaling()).toEqual(before);
  expect(await counts()).toEqual([2, 2]);
});

test('the scaling is put back when the wait for one task is interrupted', async () => {
  const watched = watch({ isMoving: false });
  const { note } = watched;
  const interrupted = new Failure('INTERRUPTED', 'Interrupted');
  const interrupting = (text: string) => {
    note(text);
    if (text.includes(' tasks run')) watched.stop.abort(interrupted);
  };
  const work = async () => expect.fail('Nothing may run after an interruption');
  await expect(atOneTask(target, before, { ...watched, note: interrupting }, work)).rejects.toBe(interrupted);
  expect(await scaling()).toEqual(before);
});

test('nothing is changed after an interruption', async () => {
  const watched = watch();
  watched.stop.abort(new Error('early'));
  await expect(atOneTask(refusingFrom(1, false), before, watched, counts)).rejects.toThrow('early');
});

test('SIGINT and SIGTERM do not end the process until the scaling is back', async () => {
  const listening = () => ['SIGINT', 'SIGTERM'].map((name) => process.listenerCount(name));
  const idle = listening();
  const during = await atOneTask(target, before, watch(), async () => listening());
  expect(during).toEqual(idle.map((count) => count + 1));
  expect(listening()).toEqual(idle);
});

test('a service that does not get to one task is given up with the command that tells why', async () => {
  const watched = watch({ isMoving: false });
  const giving = atOneTask(target, before, watched, counts);
  await expect(giving).rejects.toMatchObject({
    code: 'TIMED_OUT',
    hint: expect.stringContaining(`aws ecs describe-services --cluster ${sampleCluster}`),
  });
  expect(await scaling()).toEqual(before);
});

test('tasks that take long to come back do not fail the work', async () => {
  const moving = watch();
  const still = watch({ isMoving: false });
  let isOver = false;
  const sleep = (ms: number) => (isOver ? still : moving).clock.sleep(ms);
  const now = () => moving.clock.now() + still.clock.now();
  const watched = { ...moving, clock: { now, sleep } };
  const result = await atOneTask(target, before, watched, async () => {
    isOver = true;
    return 'done';
  });
  expect(result).toBe('done');
  expect(moving.notes.at(-1)).toContain('2 tasks again');
  expect(await scaling()).toEqual(before);
});

test('scaling that cannot be put back is told with the command that does it, and with the error of the work', async () => {
  const cause = new Error('of the work');
  const failing = atOneTask(refusingFrom(2, false), before, watch(), async () => Promise.reject(cause));
  await expect(failing).rejects.toMatchObject({
    code: 'NOT_PUT_BACK',
    message: expect.stringMatching(/^Could not put back the scaling of .*: not authorized\n.*of the work/),
    hint: `Put it back yourself: ${await restoreCommand(target, before)}`,
    cause,
  });
});

test('a refusal that changed nothing is raised as it is, and a change whose answer was lost is undone', async () => {
  await expect(atOneTask(refusingFrom(1, false), before, watch(), counts)).rejects.toThrow(
    /^not authorized$/,
  );
  await expect(atOneTask(refusingFrom(1, true), before, watch(), counts)).rejects.toThrow(/^not authorized$/);
  expect(await scaling()).toEqual(before);
});

test('the command has the bounds and the suspensions of before, and goes where the client goes', async () => {
  expect(await restoreCommand(target, before)).toBe(
    [
      'aws application-autoscaling register-scalable-target --service-namespace ecs',
      `--resource-id service/${sampleCluster}/${sampleService} --scalable-dimension ecs:service:DesiredCount`,
      '--min-capacity 2 --max-capacity 6 --suspended-state',
      'DynamicScalingOutSuspended=false,DynamicScalingInSuspended=true,ScheduledScalingSuspended=false',
      `--region ap-southeast-1 --endpoint-url ${endpoint.url}`,
    ].join(' '),
  );
});
