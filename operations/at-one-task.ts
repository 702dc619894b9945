import { awaitTasks } from './await-tasks.ts';
import { awsCommand } from './aws-command.ts';
import type { OperationWatch } from './operation-watch.ts';
import { thenPutBack } from './put-back.ts';
import { type ScaledService, scaledServices } from './scaled-services.ts';
import type { Target } from './target.ts';

const pinTimeoutMs = 600_000;
const restoreTimeoutMs = 120_000;

/** What of a service's scaling is changed and put back: the numbers of tasks, and what is suspended. */
type Scaling = Pick<
  ScaledService,
  'minCapacity' | 'maxCapacity' | 'isScaleOutSuspended' | 'isScaleInSuspended' | 'isScheduledScalingSuspended'
>;

const pinned: Scaling = {
  ...{ minCapacity: 1, maxCapacity: 1 },
  ...{ isScaleOutSuspended: true, isScaleInSuspended: true, isScheduledScalingSuspended: true },
};

/**
 * Keeps a scaled service at one task while `work` runs, and puts its bounds and suspensions back, also when it fails or
 * is interrupted. Raises `TIMED_OUT` if one task is not reached, and `NOT_PUT_BACK`.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html
 */
export async function atOneTask<Result>(
  target: Target,
  service: ScaledService,
  watch: OperationWatch,
  work: () => Promise<Result>,
): Promise<Result> {
  watch.signal.throwIfAborted();
  const { note, clock } = watch;
  let isChanged = false;
  return await thenPutBack(
    async () => {
      await register(target, service, pinned);
      isChanged = true;
      note(`${service.service} is kept at one task`);
      await awaitOneTask(target, service, watch);
      return await work();
    },
    {
      what: `the scaling of ${service.service}`,
      command: await restoreCommand(target, service),
      isChanged: () => isChanged,
      restore: async () => {
        // A change whose answer was an error may have been made all the same.
        if (!isChanged && (await hasScaling(target, service))) return;
        await register(target, service, service);
        note(`${service.service} scales from ${service.minCapacity} to ${service.maxCapacity} tasks again`);
      },
      settle: () => awaitMinimum(target, service, { note, ...(clock === undefined ? {} : { clock }) }),
    },
    watch,
  );
}

/** True for a service that a run which was killed may have left at one task. */
export function isPinned(service: ScaledService): boolean {
  return isSame(service, pinned);
}

/** The AWS CLI command that gives a service the bounds and suspensions that `service` has. */
export async function restoreCommand({ clients }: Target, service: ScaledService): Promise<string> {
  const { ServiceNamespace, ResourceId, ScalableDimension, ...scaling } = registration(service, service);
  const suspended = Object.entries(scaling.SuspendedState).map(([name, value]) => `${name}=${value}`);
  return await awsCommand(await clients.applicationAutoScaling(), [
    ...['application-autoscaling', 'register-scalable-target', '--service-namespace', ServiceNamespace],
    ...['--resource-id', ResourceId, '--scalable-dimension', ScalableDimension],
    ...['--min-capacity', `${scaling.MinCapacity}`, '--max-capacity', `${scaling.MaxCapacity}`],
    ...['--suspended-state', suspended.join(',')],
  ]);
}

/** A desired count outside of new bounds is brought inside by AWS. */
async function register({ clients }: Target, service: ScaledService, scaling: Scaling): Promise<void> {
  const autoScaling = await clients.applicationAutoScaling();
  await autoScaling.registerScalableTarget(registration(service, scaling));
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
function registration({ resourceId }: ScaledService, scaling: Scaling) {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: resourceId,
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: scaling.minCapacity,
    MaxCapacity: scaling.maxCapacity,
    SuspendedState: {
      DynamicScalingOutSuspended: scaling.isScaleOutSuspended,
      DynamicScalingInSuspended: scaling.isScaleInSuspended,
      ScheduledScalingSuspended: scaling.isScheduledScalingSuspended,
    },
  } as const;
}

async function hasScaling(target: Target, service: ScaledService): Promise<boolean> {
  const [now] = await scaledServices(target, service.cluster, service.resourceId);
  return now !== undefined && isSame(now, service);
}

function isSame(service: ScaledService, scaling: Scaling): boolean {
  return (
    service.minCapacity === scaling.minCapacity &&
    service.maxCapacity === scaling.maxCapacity &&
    service.isScaleOutSuspended === scaling.isScaleOutSuspended &&
    service.isScaleInSuspended === scaling.isScaleInSuspended &&
    service.isScheduledScalingSuspended === scaling.isScheduledScalingSuspended
  );
}

async function awaitOneTask(target: Target, service: ScaledService, watch: OperationWatch): Promise<void> {
  const { clients } = target;
  const named = ['ecs', 'describe-services', '--cluster', service.cluster, '--services', service.service];
  const wait = {
    what: `${service.service} to run one healthy task and no more`,
    timeoutMs: pinTimeoutMs,
    hint: `See its deployments and events: ${await awsCommand(await clients.ecs(), named)}`,
    isEnough: ({ desiredCount }: { readonly desiredCount: number }) => desiredCount === 1,
  };
  await awaitTasks(target, service, wait, watch);
}

async function awaitMinimum(
  target: Target,
  service: ScaledService,
  watch: Omit<OperationWatch, 'signal'>,
): Promise<void> {
  const wait = {
    what: `${service.service} to have its ${service.minCapacity} tasks again`,
    timeoutMs: restoreTimeoutMs,
    hint: 'AWS goes on with it.',
    isEnough: ({ desiredCount }: { readonly desiredCount: number }) => desiredCount >= service.minCapacity,
  };
  await awaitTasks(target, service, wait, watch);
}
