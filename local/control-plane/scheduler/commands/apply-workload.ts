import { isDeepStrictEqual } from 'node:util';
import type { DefinedTaskDefinition, Service, TaskDefinition } from '../../../../definition/model/ecs.ts';
import type { ScalableTarget } from '../../../../definition/model/scaling.ts';
import type { Workload } from '../../../../definition/workload.ts';
import { ownValue } from '../../../../json/own-value.ts';
import type { ClusterState, RegisteredTaskDefinition, ServiceState } from '../../model/cluster-state.ts';
import { metricConfigurationsOf } from '../../model/high-resolution.ts';
import { newestActive } from '../../model/references.ts';
import { type Outcome, refuse } from './outcome.ts';
import { type CreateServiceInput, createService, deleteService, updateService } from './services.ts';
import { registerTaskDefinition } from './task-definitions.ts';

/** What became of a workload: the newest revision of each task definition, and the logical ids that changed. */
export interface AppliedWorkload {
  /** Logical id to ARN. */
  readonly taskDefinitions: Readonly<Record<string, string>>;
  readonly changed: readonly string[];
}

/** How far a workload is released. */
export interface ReleaseOptions {
  readonly releaseServices: boolean;
  /** The engine's ids of images that were built for the workload, by name: one that was rebuilt is deployed. */
  readonly builtImages?: Readonly<Record<string, string>>;
  /** Services whose tasks were created under another one are deployed; 1 where it is absent. */
  readonly timeScale?: number;
}

/**
 * Takes in what a template defines: a new revision where the content differs from the newest ACTIVE one of its
 * family, the target groups, and, with `releaseServices`, the services, as CloudFormation would.
 */
export function applyWorkload(
  state: ClusterState,
  workload: Workload,
  options: ReleaseOptions,
  now: number,
): Outcome<AppliedWorkload> {
  const taken = takeIn(state, workload, options, now);
  return taken.ok && options.releaseServices ? removeUndefined(taken, workload, now) : taken;
}

/** The same, but for services that the template does not define: they stay. */
export function takeIn(
  state: ClusterState,
  workload: Workload,
  options: ReleaseOptions,
  now: number,
): Outcome<AppliedWorkload> {
  const registered = registerTaskDefinitions(withTargetGroups(state, workload), workload, now);
  return registered.ok && options.releaseServices
    ? releaseAll(registered, workload, options, now)
    : registered;
}

/** The cluster with the target groups of this template, beside those that it has. */
export function withTargetGroups(state: ClusterState, workload: Workload): ClusterState {
  const defined = Object.fromEntries(workload.targetGroups.map((group) => [group.logicalId, group]));
  const targetGroups = { ...state.targetGroups, ...defined };
  return isDeepStrictEqual(targetGroups, state.targetGroups) ? state : { ...state, targetGroups };
}

/** Only the task definitions: all that one-off tasks of a template need, while the services stay as they are. */
export function registerTaskDefinitions(
  state: ClusterState,
  workload: Workload,
  now: number,
): Outcome<AppliedWorkload> {
  let applied: Outcome<AppliedWorkload> = { ok: true, state, taskDefinitions: {}, changed: [] };
  for (const content of workload.taskDefinitions) {
    if (applied.ok) applied = registerOne(applied, content, now);
  }
  return applied;
}

type Applied = Extract<Outcome<AppliedWorkload>, { readonly ok: true }>;

function registerOne(
  applied: Applied,
  { removal: _, ...content }: DefinedTaskDefinition,
  now: number,
): Outcome<AppliedWorkload> {
  const newest = newestActive(applied.state, content.family);
  if (newest !== undefined && isSameButTags(newest.content, content)) {
    return withArn(withTemplateTags(applied, newest, content), content.logicalId, newest.arn);
  }
  const registered = registerTaskDefinition(applied.state, content, now, { isOfTemplate: true });
  if (!registered.ok) return registered;
  const { state, taskDefinition } = registered;
  return withArn(changedBy(applied, state, content.logicalId), content.logicalId, taskDefinition.arn);
}

/** Other tags are given to the revision that there is; those that a call has added to it stay. */
function isSameButTags({ tags: _, ...one }: TaskDefinition, { tags: __, ...other }: TaskDefinition): boolean {
  return isDeepStrictEqual(one, other);
}

function withTemplateTags(
  applied: Applied,
  revision: RegisteredTaskDefinition,
  { tags }: TaskDefinition,
): Applied {
  const all = { ...revision.content.tags, ...tags };
  if (isDeepStrictEqual(all, revision.content.tags)) return applied;
  const { state } = applied;
  const tagged = { ...revision, content: { ...revision.content, tags: all } };
  return {
    ...applied,
    state: { ...state, taskDefinitions: { ...state.taskDefinitions, [revision.arn]: tagged } },
  };
}

function withArn(applied: Applied, logicalId: string, arn: string): Applied {
  return { ...applied, taskDefinitions: { ...applied.taskDefinitions, [logicalId]: arn } };
}

function changedBy(applied: Applied, state: ClusterState, logicalId: string): Applied {
  return state === applied.state ? applied : { ...applied, state, changed: [...applied.changed, logicalId] };
}

function releaseAll(
  registered: Applied,
  workload: Workload,
  { builtImages = {}, timeScale = 1 }: ReleaseOptions,
  now: number,
): Outcome<AppliedWorkload> {
  let applied: Outcome<AppliedWorkload> = registered;
  for (const service of workload.services) {
    const bounds = workload.scalableTargets.find(
      ({ resourceId }) => resourceId === `service/${service.cluster}/${service.name}`,
    );
    if (applied.ok) applied = releaseOne(applied, service, { bounds, builtImages, timeScale }, now);
  }
  return applied;
}

interface Circumstances {
  readonly bounds: Bounds;
  readonly builtImages: NonNullable<ReleaseOptions['builtImages']>;
  readonly timeScale: number;
}

type Bounds = Pick<ScalableTarget, 'minCapacity' | 'maxCapacity'> | undefined;

function releaseOne(
  applied: Applied,
  defined: Service,
  circumstances: Circumstances,
  now: number,
): Outcome<AppliedWorkload> {
  const { bounds } = circumstances;
  const taskDefinition = ownValue(applied.taskDefinitions, defined.taskDefinition);
  if (taskDefinition === undefined) {
    const message = `The service ${defined.name} refers to the task definition ${defined.taskDefinition}, which the template does not define.`;
    return refuse('InvalidParameterException', message);
  }
  const existing = ownValue(applied.state.services, defined.name);
  const input = serviceInput(defined, taskDefinition, bounds);
  const released =
    existing === undefined || existing.status === 'INACTIVE'
      ? createService(applied.state, input, now)
      : change(applied.state, existing, input, defined, circumstances, now);
  if (!released.ok) return released;
  return changedBy(applied, rememberTemplate(released.state, defined), defined.logicalId);
}

/** A desired count that was changed since is kept until the template's own value changes. */
function change(
  state: ClusterState,
  existing: ServiceState,
  input: CreateServiceInput,
  defined: Service,
  { bounds, builtImages, timeScale }: Circumstances,
  now: number,
): ReturnType<typeof updateService> {
  const isNewCount = existing.template?.desiredCount !== defined.desiredCount;
  const desiredCount = within(bounds, isNewCount ? defined.desiredCount : existing.desiredCount);
  const forceNewDeployment =
    hasFailed(existing) ||
    isBuiltAnew(state, existing, builtImages) ||
    isOfOtherTimeScale(state, existing, timeScale);
  if (!forceNewDeployment && isAsDefined(existing, { ...input, desiredCount })) {
    return { ok: true, state, service: existing };
  }
  const { name: service, ...settings } = input;
  return updateService(state, { ...settings, desiredCount, service, forceNewDeployment }, now);
}

/** An image that was removed and built again has another id: its deployment can start no task any more. */
function isBuiltAnew(
  state: ClusterState,
  { deployments }: ServiceState,
  builtImages: Circumstances['builtImages'],
): boolean {
  const [primary] = deployments;
  const containers = state.taskDefinitions[primary?.taskDefinition ?? '']?.content.containerDefinitions ?? [];
  return containers.some(({ name, image }) => {
    const runs = ownValue(primary?.images, name);
    const built = ownValue(builtImages, image);
    return runs !== undefined && built !== undefined && runs.id !== built;
  });
}

/** What a task publishes on a timer comes at the pace of the time scale that it was told when it was created. */
function isOfOtherTimeScale(
  { tasks }: ClusterState,
  { deployments: [primary] }: ServiceState,
  timeScale: number,
): boolean {
  return Object.values(tasks).some(
    (task) =>
      task.deploymentId === primary?.id &&
      task.desiredStatus === 'RUNNING' &&
      (task.timeScale ?? 1) !== timeScale,
  );
}

/**
 * A deployment that failed and was not rolled back, such as a service's first one, is tried again: for CloudFormation
 * too the stack is not as defined then.
 */
function hasFailed({ deployments }: ServiceState): boolean {
  return deployments[0]?.rolloutState === 'FAILED';
}

/**
 * Assumption: what runs is compared, not what the last template said as CloudFormation does, so a release that
 * was rolled back is tried again.
 */
function isAsDefined(existing: ServiceState, input: CreateServiceInput): boolean {
  const { name: _, taskDefinition, monitoring, ...settings } = input;
  const now = Object.fromEntries(
    Object.keys(settings).map((key) => [key, existing[key as keyof typeof settings]]),
  );
  return (
    existing.status === 'ACTIVE' &&
    existing.deployments[0]?.taskDefinition === taskDefinition &&
    isDeepStrictEqual(now, settings) &&
    isDeepStrictEqual(metricConfigurationsOf(existing), monitoring?.metricConfigurations ?? [])
  );
}

function serviceInput(defined: Service, taskDefinition: string, bounds: Bounds): CreateServiceInput {
  const { logicalId: _, cluster: __, ...settings } = defined;
  // What leaves a template goes back to ECS's default.
  const { monitoring = { metricConfigurations: [] } } = settings;
  return { ...settings, monitoring, taskDefinition, desiredCount: within(bounds, defined.desiredCount) };
}

/**
 * Assumption: a scalable target brings its service within its bounds at once, as Application Auto Scaling does soon
 * after it is registered; a template that scales its services gives them no desired count.
 */
function within(bounds: Bounds, count: number): number {
  if (bounds === undefined) return count;
  return Math.min(Math.max(count, bounds.minCapacity), bounds.maxCapacity);
}

function rememberTemplate(state: ClusterState, defined: Service): ClusterState {
  const service = ownValue(state.services, defined.name);
  const template = { logicalId: defined.logicalId, desiredCount: defined.desiredCount };
  if (service === undefined || isDeepStrictEqual(service.template, template)) return state;
  return { ...state, services: { ...state.services, [defined.name]: { ...service, template } } };
}

/** Services that an earlier template defined and this one does not are deleted, their tasks drained. */
function removeUndefined(released: Applied, workload: Workload, now: number): Outcome<AppliedWorkload> {
  const names = new Set(workload.services.map((service) => service.name));
  const gone = Object.values(released.state.services).filter(
    (service) => service.template !== undefined && service.status === 'ACTIVE' && !names.has(service.name),
  );
  let applied: Outcome<AppliedWorkload> = released;
  for (const service of gone) {
    if (!applied.ok) return applied;
    const deleted = deleteService(applied.state, { service: service.name, force: true }, now);
    if (!deleted.ok) return deleted;
    applied = changedBy(applied, deleted.state, service.template?.logicalId ?? service.name);
  }
  return applied;
}
