import type { ContainerDefinition } from '../../aws/ecs-types.ts';
import { Failure } from '../../failure/failure.ts';
import { findService, shortServiceName } from '../find-services.ts';
import { nameInArn } from '../name-in-arn.ts';
import { readCluster } from '../read-cluster.ts';
import { listServiceNames } from '../service-status.ts';
import type { Target } from '../target.ts';

/** A container of a service as its task definition has it. */
export interface DefinedContainer {
  /** Family and number of the revision. */
  readonly revision: string;
  readonly container: string;
  readonly definition: ContainerDefinition;
}

/** The container that a service is there for, of the revision that it runs. Raises `SERVICE_UNKNOWN` and `SERVICE_AMBIGUOUS`. */
export async function readDefinedContainer(target: Target, name: string): Promise<DefinedContainer> {
  const cluster = await readCluster(target);
  const ecs = await target.clients.ecs();
  const service = findService(await listServiceNames(ecs, cluster), name);
  const { services = [] } = await ecs.describeServices({ cluster, services: [service] });
  const revision = services[0]?.taskDefinition ?? '';
  return await containerOfRevision(target, revision, shortServiceName(service, target.environment));
}

/** A container of a revision: the one with this name, or else the first. Raises `NO_CONTAINER`. */
export async function containerOfRevision(
  target: Target,
  revision: string,
  container: string,
): Promise<DefinedContainer> {
  const ecs = await target.clients.ecs();
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: revision });
  const definitions = taskDefinition?.containerDefinitions ?? [];
  const found = definitions.find((each) => each.name === container) ?? definitions[0];
  if (found === undefined) {
    throw new Failure('NO_CONTAINER', `${nameInArn(revision)} has no container '${container}'`, {
      hint: 'Was the service deleted meanwhile? store:status shows those that run.',
    });
  }
  return { revision: nameInArn(revision), container: found.name ?? '', definition: found };
}
