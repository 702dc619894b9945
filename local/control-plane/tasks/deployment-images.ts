import type { ContainerDefinition } from '../../../definition/model/ecs.ts';
import { Failure } from '../../../failure/failure.ts';
import { ownValue } from '../../../json/own-value.ts';
import type { Engine, ImageDetails } from '../../docker/engine.ts';
import { splitImageName } from '../../docker/image-name.ts';
import type { ClusterState, DeploymentImages, TaskState } from '../model/cluster-state.ts';
import { serviceNameOf } from '../model/task-group.ts';

/** An image that a container is made of. */
export interface ContainerImage {
  /** What the engine knows it by: its name, or its id once the name means another one. */
  readonly reference: string;
  readonly details: ImageDetails;
}

/** Finds the images of a task's containers, by container. Raises `ImageMissing`. */
export type FindImages = (
  task: TaskState,
  containers: readonly ContainerDefinition[],
) => Promise<ReadonlyMap<string, ContainerImage>>;

/** An image that does not exist; ECS could not pull it. */
export class ImageMissing extends Failure {
  readonly image: string;

  constructor(image: string) {
    super('ENGINE_NO_SUCH_IMAGE', `The image ${image} does not exist.`);
    this.image = image;
  }
}

/**
 * All tasks of a deployment run the images that its first task found under their names, also when a tag is moved.
 * Tasks that start side by side before the state has these images wait for one look.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html#deployment-container-image-stability
 */
export function deploymentImages(
  engine: Pick<Engine, 'inspectImage'>,
  state: () => ClusterState,
): FindImages {
  const looks = new Map<string, Promise<DeploymentImages>>();
  return async (task, containers) => {
    const pinned = await pinnedImages(task);
    const found = containers.map(
      async (container) =>
        [container.name, await find(engine, container, ownValue(pinned, container.name))] as const,
    );
    return new Map(await Promise.all(found));

    async function pinnedImages({ deploymentId, group }: TaskState): Promise<DeploymentImages> {
      if (deploymentId === undefined) return {};
      const known = imagesOfDeployment(state(), group, deploymentId);
      if (known !== undefined) {
        looks.delete(deploymentId);
        return known;
      }
      const look = looks.get(deploymentId) ?? pin(engine, containers);
      looks.set(deploymentId, look);
      look.catch(() => looks.delete(deploymentId));
      return await look;
    }
  };
}

function imagesOfDeployment(
  state: ClusterState,
  group: string,
  deploymentId: string,
): DeploymentImages | undefined {
  const service = ownValue(state.services, serviceNameOf(group) ?? '');
  return service?.deployments.find(({ id }) => id === deploymentId)?.images;
}

/** What the names of these containers' images mean now; a container may ask for that at each start. */
async function pin(
  engine: Pick<Engine, 'inspectImage'>,
  containers: readonly ContainerDefinition[],
): Promise<DeploymentImages> {
  const pinned = containers
    .filter(({ versionConsistency }) => versionConsistency !== 'disabled')
    .map(async ({ name, image }) => {
      const { id, digest } = await inspect(engine, image, image);
      return [name, { id, digest }] as const;
    });
  return Object.fromEntries(await Promise.all(pinned));
}

async function find(
  engine: Pick<Engine, 'inspectImage'>,
  { image }: ContainerDefinition,
  pinned: DeploymentImages[string] | undefined,
): Promise<ContainerImage> {
  if (pinned === undefined) return { reference: image, details: await inspect(engine, image, image) };
  const named = await engine.inspectImage(image);
  if (named?.id === pinned.id) return { reference: image, details: named };
  const exact = `${splitImageName(image).repository}@${pinned.digest}`;
  const details = await inspect(engine, pinned.id, exact);
  return { reference: pinned.id, details: { ...details, digest: pinned.digest } };
}

async function inspect(
  engine: Pick<Engine, 'inspectImage'>,
  reference: string,
  name: string,
): Promise<ImageDetails> {
  const details = await engine.inspectImage(reference);
  if (details === undefined) throw new ImageMissing(name);
  return details;
}
