import { isDeepStrictEqual } from 'node:util';
import type { ECS, Tag, TaskDefinition } from '../../aws/ecs-types.ts';
import { Failure } from '../../failure/failure.ts';
import { type Described, type ReleasedImage, revisionOfImage } from './revision-of-image.ts';
import type { RollOut } from './roll-out.ts';

/** The services of a release, in one cluster. */
export interface ReleasedServices {
  readonly cluster: string;
  readonly services: readonly string[];
}

/** The ARN of a revision for each service, by the service's name. */
export type Revisions = Readonly<Record<string, string>>;

/** The revisions that services run, by name. Raises `NO_SERVICE` for one that ECS does not know. */
export async function runningRevisions(
  ecs: ECS,
  { cluster, services }: ReleasedServices,
): Promise<Revisions> {
  const answer = await ecs.describeServices({ cluster, services: [...services] });
  return Object.fromEntries(
    services.map((name) => {
      const found = answer.services?.find(
        (each) => each.serviceName === name && each.status === 'ACTIVE',
      )?.taskDefinition;
      if (found !== undefined) return [name, found];
      throw new Failure('NO_SERVICE', `There is no service ${name} in the cluster ${cluster}`, {
        hint: 'Deploy the definition first.',
      });
    }),
  );
}

/** A revision with its tags. */
export async function describeRevision(ecs: ECS, reference: string): Promise<Described> {
  const { taskDefinition, tags } = await ecs.describeTaskDefinition({
    taskDefinition: reference,
    include: ['TAGS'],
  });
  if (taskDefinition === undefined) {
    throw new Failure('NO_TASK_DEFINITION', `ECS does not know the task definition ${reference}`, {
      hint: 'Deploy the definition, which registers it.',
    });
  }
  return tags === undefined ? { taskDefinition } : { taskDefinition, tags };
}

/** A revision that was asked for. */
export interface Registered {
  readonly arn: string;
  /** False where there was one as it was asked for. */
  readonly isNew: boolean;
}

/** How a revision comes to be. */
export interface Registration {
  /** What a new one gets besides the tags of `from`. */
  readonly tags?: readonly Tag[];
  /** Whether the newest one may be taken where it is as it is wanted; it may when absent. */
  readonly isLeft?: (newest: Described) => boolean;
}

/**
 * The revision of a family with this image, otherwise as `from`: the newest one where it is so already, which a release
 * that was interrupted has left, else a new one.
 */
export async function registerWithImage(
  ecs: ECS,
  from: string,
  image: ReleasedImage,
  { tags = [], isLeft = () => true }: Registration = {},
): Promise<Registered> {
  const before = await describeRevision(ecs, from);
  const wanted = revisionOfImage(before, image);
  const newest = await describeRevision(ecs, wanted.family ?? '');
  const { tags: _, ...content } = wanted;
  if (isDeepStrictEqual(contentOf(newest, image), content) && isLeft(newest)) {
    return { arn: arnOf(newest.taskDefinition), isNew: false };
  }
  const given = [...(wanted.tags ?? []), ...tags];
  const { taskDefinition } = await ecs.registerTaskDefinition({
    ...wanted,
    ...(given.length === 0 ? {} : { tags: given }),
  });
  return { arn: arnOf(taskDefinition), isNew: true };
}

/** Brings the newest revisions of these families to this image: what starts a family's newest one starts this. */
export async function bringFamilies(
  ecs: ECS,
  families: readonly (string | undefined)[],
  image: ReleasedImage,
): Promise<void> {
  for (const family of families) {
    if (family !== undefined) await registerWithImage(ecs, family, image);
  }
}

/** Its content with this image, which is the same where it has the image already; undefined where another image runs. */
function contentOf(described: Described, image: ReleasedImage): object | undefined {
  const { tags: _, ...content } = revisionOfImage(described, image);
  const isSame = isDeepStrictEqual(
    described.taskDefinition.containerDefinitions,
    content.containerDefinitions,
  );
  return isSame ? content : undefined;
}

/** The ARN of a revision that ECS has described. */
export function arnOf(registered: TaskDefinition | undefined): string {
  const arn = registered?.taskDefinitionArn;
  if (arn !== undefined) return arn;
  throw new Failure('NO_TASK_DEFINITION', 'ECS did not say which revision it has registered', {
    hint: 'Release again, which finds the revision if there is one.',
  });
}

/**
 * Brings services to these revisions by ECS alone, as no infrastructure changes: all of them, or none where ECS refuses one. Its
 * undoing gives those back what they ran before that ECS has not given back by itself; `goBack` where that is something else
 * than they run now.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export function rollOutOnEcs(
  ecs: ECS,
  cluster: string,
  revisions: () => Promise<Revisions>,
  goBack: Revisions = {},
): RollOut {
  let before: Revisions = {};
  const update = async (changes: readonly (readonly [service: string, revision: string])[]) => {
    for (const [service, taskDefinition] of changes) {
      await ecs.updateService({ cluster, service, taskDefinition });
    }
  };
  return {
    async begin() {
      const wanted = await revisions();
      const now = await runningRevisions(ecs, { cluster, services: Object.keys(wanted) });
      before = { ...now, ...goBack };
      const changes = Object.entries(wanted).filter(([service, revision]) => now[service] !== revision);
      try {
        await update(changes);
      } catch (error) {
        // After an interrupt, ECS goes on with what it has.
        if (error instanceof Failure) throw error;
        // What it was refused with is what has to be said. One that has changed nothing is given what it has.
        const back = Object.entries(now).filter(([service]) => changes.some(([name]) => name === service));
        await update(back).catch(() => {});
        throw error;
      }
      return wanted;
    },
    async undo() {
      const now = await runningRevisions(ecs, { cluster, services: Object.keys(before) });
      const changed = Object.entries(before).filter(([service, revision]) => now[service] !== revision);
      await update(changed);
      const restored = changed.map(([service, taskDefinition]) => ({ service, taskDefinition }));
      return { hasRolledBack: true, restored, deleted: [] };
    },
  };
}
