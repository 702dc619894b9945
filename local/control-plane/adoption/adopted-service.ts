import type { DeploymentImages, DeploymentState, ServiceState, TaskState } from '../model/cluster-state.ts';
import type { FoundTask } from './found-task.ts';

/** An adopted task, and the service in its record. */
export interface Member {
  readonly task: TaskState;
  readonly found: FoundTask;
  readonly service: ServiceState;
}

/**
 * The service that these tasks are of, the newest one first. A service that the state knows is as the state has it; of
 * another one the newest task's record tells. Deployments whose tasks run are there in either case, so that the
 * scheduler goes on with a rollout that was under way.
 */
export function adoptedService(
  known: ServiceState | undefined,
  members: readonly Member[],
): ServiceState | undefined {
  const [newest] = members;
  if (newest === undefined) return known;
  const service = known ?? begunAnew(newest.service, members);
  const missing = members.filter(
    ({ task }, index) =>
      !service.deployments.some(({ id }) => id === task.deploymentId) &&
      members.findIndex((other) => other.task.deploymentId === task.deploymentId) === index,
  );
  const earlier = missing.flatMap((member) => earlierDeployment(member));
  return earlier.length === 0
    ? service
    : { ...service, deployments: [...service.deployments, ...earlier], steady: false };
}

/** No fewer tasks are wanted than run: what scaled the service since is not known. */
function begunAnew(service: ServiceState, members: readonly Member[]): ServiceState {
  const [primary, ...others] = service.deployments;
  if (primary === undefined) return service;
  const own = members.filter(({ task }) => task.deploymentId === primary.id);
  const desiredCount = Math.max(service.desiredCount, own.length);
  const { throttledUntil: _, ...current } = primary;
  const running = others.filter(({ id }) => members.some(({ task }) => task.deploymentId === id));
  return {
    ...service,
    desiredCount,
    deployments: [withImages({ ...current, desiredCount }, own), ...running],
    history: [...service.history, ...others.filter((deployment) => !running.includes(deployment))],
    steady: false,
    stalled: false,
  };
}

function earlierDeployment({ task, service }: Member): readonly DeploymentState[] {
  const deployment = service.deployments.find(({ id }) => id === task.deploymentId);
  return deployment === undefined ? [] : [{ ...deployment, status: 'ACTIVE' }];
}

/** Its next tasks run the images that those have which run already. */
function withImages(deployment: DeploymentState, members: readonly Member[]): DeploymentState {
  const [first] = members;
  if (first === undefined || deployment.images !== undefined) return deployment;
  const consistent = first.found.containers.filter(({ name }) => isConsistent(first, name));
  const images: DeploymentImages = Object.fromEntries(consistent.map(({ name, image }) => [name, image]));
  return { ...deployment, images };
}

function isConsistent({ task, found }: Member, container: string): boolean {
  const containers = found.record.taskDefinitions[task.taskDefinition]?.content.containerDefinitions ?? [];
  return containers.find(({ name }) => name === container)?.versionConsistency !== 'disabled';
}
