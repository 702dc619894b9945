import type { RegisterTaskDefinitionCommandInput, TaskDefinition } from '../../aws/ecs-types.ts';
import { Failure } from '../../failure/failure.ts';

/** The image of a release: `uri` without tag is the repository's, such as `1234.dkr.ecr.REGION.amazonaws.com/spree-staging`. */
export interface ReleasedImage {
  readonly repositoryUri: string;
  /** The tag that names it for good. */
  readonly tag: string;
}

/** The image as task definitions name it. */
export function imageName({ repositoryUri, tag }: ReleasedImage): string {
  return `${repositoryUri}:${tag}`;
}

/** The tag or digest of an image of this repository; undefined for another image. */
export function tagOf(image: string | undefined, repositoryUri: string): string | undefined {
  if (image?.startsWith(repositoryUri) !== true) return undefined;
  const [, tag] = /^[:@](.+)$/.exec(image.slice(repositoryUri.length)) ?? [];
  return tag;
}

/** The tag or digest of this repository's image that a task definition runs; undefined where it runs none of it. */
export function releasedTag(
  { containerDefinitions = [] }: TaskDefinition,
  repositoryUri: string,
): string | undefined {
  return containerDefinitions
    .map(({ image }) => tagOf(image, repositoryUri))
    .find((tag) => tag !== undefined);
}

/** What DescribeTaskDefinition adds to what was registered. */
const added = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'deregisteredAt',
  'registeredBy',
] as const;

/**
 * The next revision of a task definition: all as it is, but for the image of the containers that run one of this
 * repository. Raises `NO_CONTAINER_OF_STORE` where none does.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export function revisionOfImage(
  { taskDefinition, tags }: Described,
  image: ReleasedImage,
): RegisterTaskDefinitionCommandInput {
  const { family, containerDefinitions = [] } = taskDefinition;
  const changed = containerDefinitions.map((container) =>
    tagOf(container.image, image.repositoryUri) === undefined
      ? container
      : { ...container, image: imageName(image) },
  );
  if (changed.every((container, index) => container === containerDefinitions[index])) {
    throw new Failure(
      'NO_CONTAINER_OF_STORE',
      `No container of ${family} runs an image of ${image.repositoryUri}, so no release can change it`,
      { hint: 'Deploy the definition first: its containers run the store.' },
    );
  }
  const kept = Object.fromEntries(
    Object.entries(taskDefinition).filter(([name]) => !added.some((other) => other === name)),
  );
  const given = tags?.filter(({ key }) => key?.startsWith('aws:') !== true && !isOfRelease(key)) ?? [];
  return {
    ...kept,
    family,
    containerDefinitions: changed,
    ...(given.length === 0 ? {} : { tags: [...given] }),
  };
}

/** A revision and its tags, as DescribeTaskDefinition gives them with `include: ['TAGS']`. */
export interface Described {
  readonly taskDefinition: TaskDefinition;
  readonly tags?: readonly { readonly key?: string | undefined; readonly value?: string | undefined }[];
}

/** How tags begin that say what became of a release. */
export const releaseTagPrefix = 'release:';

function isOfRelease(key: string | undefined): boolean {
  return key?.startsWith(releaseTagPrefix) === true;
}
