import { allPages } from '../../aws/all-pages.ts';
import type { ScheduledAction } from '../../aws/scaling-types.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { findService, shortServiceName } from '../find-services.ts';
import { type ScaledService, scaledServicesOrNone } from '../scaled-services.ts';
import { listServiceNames, readServices } from '../service-status.ts';
import type { Target } from '../target.ts';
import type { ScaleOrder } from './scale-order.ts';
import type { ScalePlan, ScaleState, ScaleStep } from './scale-plan.ts';

/** The scheduled action by which `--for` ends; there is one of a service at a time. */
export const putBackName = 'store-scale-put-back';

/** Reads the services that orders name, in their order. Raises `SERVICE_UNKNOWN`, `SERVICE_AMBIGUOUS` and `BAD_ARGUMENT`. */
export async function readScaleStates(
  target: Target,
  cluster: string,
  orders: readonly ScaleOrder[],
  nowMs: number,
): Promise<readonly ScaleState[]> {
  const known = await listServiceNames(await target.clients.ecs(), cluster);
  const names = orders.map(({ name }) => findService(known, name));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw wrongUsage(
      'BAD_ARGUMENT',
      `store:scale: ${twice} is given more than once`,
      'Name each service once.',
    );
  }
  const [services, scaled] = await Promise.all([
    readServices(target, cluster, names),
    scaledServicesOrNone(target, cluster),
  ]);
  const counts = new Map(services.map(({ name, desiredCount }) => [name, desiredCount]));
  return await Promise.all(
    names.map(async (service) => {
      const own = scaled.find((each) => each.service === service);
      const actions = own === undefined ? [] : await readScheduledActions(target, own);
      return {
        ...{ service, cluster, name: shortServiceName(service, target.environment) },
        desiredCount: counts.get(service) ?? 0,
        scaled: own,
        putBack: putBackIn(actions, nowMs),
        scheduledActions: actions
          .flatMap(({ ScheduledActionName }) => ScheduledActionName ?? [])
          .filter((each) => each !== putBackName),
      };
    }),
  );
}

/** When an earlier `--for` of a service ends, and the bounds that are set then; undefined where there is none. */
export async function readPutBack(
  target: Target,
  scaled: ScaledService,
  nowMs: number,
): Promise<ScaleState['putBack']> {
  return putBackIn(await readScheduledActions(target, scaled), nowMs);
}

async function readScheduledActions(
  { clients }: Target,
  { resourceId }: ScaledService,
): Promise<readonly ScheduledAction[]> {
  const scaling = await clients.applicationAutoScaling();
  return await allPages(async (NextToken) => {
    const page = await scaling.describeScheduledActions({
      ...{ ServiceNamespace: 'ecs', ResourceId: resourceId },
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return { items: page.ScheduledActions ?? [], next: page.NextToken };
  });
}

/** One that is over says nothing about the bounds of today. */
function putBackIn(actions: readonly ScheduledAction[], nowMs: number): ScaleState['putBack'] {
  const action = actions.find(({ ScheduledActionName }) => ScheduledActionName === putBackName);
  const { Schedule = '', ScalableTargetAction: { MinCapacity: min, MaxCapacity: max } = {} } = action ?? {};
  const atMs = Date.parse(`${/^at\((.+)\)$/.exec(Schedule)?.[1]}Z`);
  if (min === undefined || max === undefined || !(atMs > nowMs)) return undefined;
  return { atMs, min, max };
}

/** Makes the calls of a plan, one after the other. What fails is raised as the SDK raised it. */
export async function carryOutScale(target: Target, { state, steps }: ScalePlan): Promise<void> {
  for (const step of steps) await carryOut(target, state, step);
}

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html */
async function carryOut({ clients }: Target, state: ScaleState, step: ScaleStep): Promise<void> {
  const { cluster, service } = state;
  const scalable = {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${cluster}/${service}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
  if (step.kind === 'set desired count') {
    const ecs = await clients.ecs();
    await ecs.updateService({ cluster, service, desiredCount: step.count });
    return;
  }
  const scaling = await clients.applicationAutoScaling();
  switch (step.kind) {
    case 'set bounds':
      await scaling.registerScalableTarget({ ...scalable, MinCapacity: step.min, MaxCapacity: step.max });
      return;
    case 'cancel put-back':
      await scaling.deleteScheduledAction({ ...scalable, ScheduledActionName: putBackName });
      return;
    case 'schedule put-back':
      await scaling.putScheduledAction({
        ...{ ...scalable, ScheduledActionName: putBackName },
        Schedule: `at(${new Date(step.atMs).toISOString().slice(0, 19)})`,
        ScalableTargetAction: { MinCapacity: step.min, MaxCapacity: step.max },
      });
  }
}
