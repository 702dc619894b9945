import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
  sampleScalable,
  sampleService,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { sampleTime } from '../../local/control-plane/api/testing/sample-state.ts';
import { createProgress, type ProgressEvent } from '../../progress/progress.ts';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import type { Target } from '../target.ts';
import { awaitScaled } from './await-scaled.ts';
import { scaleOrders } from './scale-order.ts';
import { planScale, type ScalePlan } from './scale-plan.ts';
import { carryOutScale, putBackName, readScaleStates } from './scale-services.ts';

let endpoint: EcsEndpoint;
let target: Target;

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  target = endpoint.target;
  const scaling = await target.clients.applicationAutoScaling();
  await scaling.registerScalableTarget({ ...sampleScalable, MinCapacity: 2, MaxCapacity: 10 });
});
afterEach(() => endpoint.close());

async function plan(word: string, forMs?: number): Promise<ScalePlan> {
  const orders = scaleOrders([word]);
  const [state] = await readScaleStates(target, sampleCluster, orders, sampleTime);
  const [order] = orders;
  if (state === undefined || order === undefined) throw new Error('there is one');
  return planScale(state, order, { forMs, nowMs: sampleTime });
}

async function desiredCount(): Promise<number | undefined> {
  const { services = [] } = await endpoint.ecs.describeServices({
    cluster: sampleCluster,
    services: [sampleService],
  });
  return services[0]?.desiredCount;
}

async function bounds() {
  const scaling = await target.clients.applicationAutoScaling();
  const { ScalableTargets = [] } = await scaling.describeScalableTargets({ ServiceNamespace: 'ecs' });
  const { ScheduledActions = [] } = await scaling.describeScheduledActions({ ServiceNamespace: 'ecs' });
  return {
    bounds: ScalableTargets.map(({ MinCapacity, MaxCapacity }) => [MinCapacity, MaxCapacity]),
    scheduled: ScheduledActions.map(({ ScheduledActionName, Schedule, ScalableTargetAction }) => [
      ...[ScheduledActionName, Schedule, ScalableTargetAction],
    ]),
  };
}

const stop = new AbortController();
const watch = { signal: stop.signal, note: () => {}, clock: waitingClock() };

test('a number of tasks becomes the desired count, and is waited for', async () => {
  const planned = await plan('web=5');
  await carryOutScale(target, planned);
  expect(await desiredCount()).toBe(5);
  endpoint.controlPlane.settle();
  await awaitScaled(target, planned, watch);
  expect(await bounds()).toEqual({ bounds: [[2, 10]], scheduled: [] });
});

test('while tasks are waited for, each new one is told of', async () => {
  const planned = await plan('web=3');
  await carryOutScale(target, planned);
  const before = new Set(Object.keys(endpoint.controlPlane.state().tasks));
  endpoint.controlPlane.settle();
  const started = Object.values(endpoint.controlPlane.state().tasks).find(({ id }) => !before.has(id));
  const [registered] = started?.targets ?? [];
  const answer = (state: 'healthy' | 'unhealthy', description: string) =>
    endpoint.controlPlane.observe({
      ...{ type: 'targetHealth', taskId: started?.id ?? '', targetGroup: registered?.targetGroup ?? '' },
      ...{ state, description },
    });
  answer('unhealthy', 'Health checks failed with these codes: [500]');
  const clock = waitingClock();
  const sleep = async (milliseconds: number) => {
    await clock.sleep(milliseconds);
    answer('healthy', '');
  };
  const events: ProgressEvent[] = [];
  await createProgress((event) => events.push(event)).step('Tasks of web', async (step) => {
    await awaitScaled(target, planned, { ...watch, step, clock: { ...clock, sleep } });
  });
  const told = events.flatMap((event) => (event.type === 'started' ? [] : [event]));
  expect(told).toMatchObject([
    { type: 'noted', text: '/up answers 500' },
    { type: 'ended', outcome: 'done', result: 'healthy' },
    { type: 'ended', outcome: 'done' },
  ]);
});

test('--for raises the minimum, and AWS itself puts back the bounds from before the first one', async () => {
  await carryOutScale(target, await plan('web=5', 3_600_000));
  await carryOutScale(target, await plan('web=12', 7_200_000));
  expect(await desiredCount()).toBe(12);
  expect(await bounds()).toEqual({
    bounds: [[12, 12]],
    scheduled: [[putBackName, 'at(2026-11-24T11:00:00)', { MinCapacity: 2, MaxCapacity: 10 }]],
  });
});

test('new bounds end an earlier --for', async () => {
  await carryOutScale(target, await plan('web=5', 3_600_000));
  await carryOutScale(target, await plan('web=2..4'));
  expect(await desiredCount()).toBe(4);
  expect(await bounds()).toEqual({ bounds: [[2, 4]], scheduled: [] });
});

test('tasks that do not come are an error, with what ECS says of the service', async () => {
  const planned = await plan('web=5');
  await carryOutScale(target, planned);
  await expect(awaitScaled(target, planned, watch, 10_000)).rejects.toMatchObject({
    code: 'NOT_SCALED',
    message: expect.stringMatching(/^After 10 s web runs 2 of 5 tasks\n {2}\(service spree-local-web\)/),
    hint: expect.stringContaining('aws ecs describe-services --cluster spree-local-cluster'),
  });
});

test('a service that there is not is refused', async () => {
  await expect(plan('shop=1')).rejects.toMatchObject({ code: 'SERVICE_UNKNOWN' });
});

test('a service that is named twice, in two ways, is refused', async () => {
  const orders = scaleOrders(['web=1', `${sampleService}=2`]);
  await expect(readScaleStates(target, sampleCluster, orders, sampleTime)).rejects.toMatchObject({
    ...{
      code: 'BAD_ARGUMENT',
      exitCode: 2,
      message: `store:scale: ${sampleService} is given more than once`,
    },
  });
});

test('tasks are waited for even if the last deployment has failed', async () => {
  const planned = await plan('web=5');
  await carryOutScale(target, planned);
  endpoint.controlPlane.settle();
  await endpoint.controlPlane.transact((state) => {
    const service = state.services[sampleService];
    if (service === undefined) throw new Error('it is there');
    const deployments = service.deployments.map((each) => ({ ...each, rolloutState: 'FAILED' as const }));
    return {
      state: { ...state, services: { [sampleService]: { ...service, deployments } } },
      result: undefined,
    };
  });
  await expect(awaitScaled(target, planned, watch)).resolves.toBeUndefined();
});
