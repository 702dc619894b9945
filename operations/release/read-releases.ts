import type { ECS } from '../../aws/ecs-types.ts';
import { nameInArn } from '../name-in-arn.ts';
import {
  isReturnedTo,
  type MigrationRecord,
  type ReleasedRevision,
  type ReleaseRecord,
  readMigrationRecord,
  revisionRelease,
} from './release-record.ts';
import { type Described, releasedTag } from './revision-of-image.ts';
import { describeRevision, type Revisions } from './roll-out-on-ecs.ts';

/** A release that services can run again, or that they could not. */
export interface EarlierRelease extends ReleaseRecord {
  /** The revision of each service, by the service's name; of one that did not come to its end there may be fewer. */
  readonly revisions: Revisions;
  /** Whether all services run it now. */
  readonly isRunning: boolean;
  /** The services that run it now: some where a release or a rollback did not come to its end. */
  readonly runBy: readonly string[];
  /** Whether a rollback to it was begun and did not come to its end. */
  readonly isReturnedTo: boolean;
}

/** How many revisions of each service are looked at. */
const mostRevisions = 30;
/** How many of those that were deregistered, which those of failed releases are. */
const mostInactive = 10;

/**
 * The releases of which every service still has a revision, and those that failed or did not come to their end, the newest
 * first. `running` are the revisions that the services run now, by the services' names.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html
 */
export async function readReleases(
  ecs: ECS,
  running: Revisions,
  repositoryUri: string,
): Promise<readonly EarlierRelease[]> {
  const ofServices = await Promise.all(
    Object.entries(running).map(async ([service, arn]) => ({
      service,
      revisions: await releasedRevisions(ecs, arn, repositoryUri),
    })),
  );
  const [first] = ofServices;
  const found = (first?.revisions ?? []).flatMap(({ arn: _, isActive, ...record }) => {
    const own = ofServices.flatMap(({ service, revisions }) => {
      const same = revisions.find((each) => each.release === record.release && each.isActive === isActive);
      return same === undefined ? [] : [{ service, ...same }];
    });
    // Whoever writes this on one revision after another may be killed between two.
    const outcome = own.some((each) => each.outcome === 'begun') ? 'begun' : record.outcome;
    const isWhole = isActive && own.length === ofServices.length;
    if (!isWhole && outcome !== 'begun' && outcome !== 'failed') return [];
    const runBy = own.filter(({ service, arn }) => running[service] === arn).map(({ service }) => service);
    const revisions = Object.fromEntries(isActive ? own.map(({ service, arn }) => [service, arn]) : []);
    return [
      {
        ...{ ...record, outcome, revisions, runBy },
        isReturnedTo: own.some((each) => each.isReturnedTo),
        isRunning: runBy.length === ofServices.length,
      },
    ];
  });
  // One that failed when it was released again is as good as it was before.
  return found.filter((each) => {
    const same = found.filter(({ release }) => release === each.release);
    return each === (same.find(({ outcome }) => outcome !== 'failed') ?? same[0]);
  });
}

/** What the migrations of the latest release left in the database, as their one-off tasks' revisions tell it. */
export async function readLatestMigrations(
  ecs: ECS,
  oneOffFamily: string,
): Promise<MigrationRecord | undefined> {
  const described = await newestRevisions(ecs, oneOffFamily);
  return described.map(readMigrationRecord).find((record) => record !== undefined);
}

/** A revision, whether it can still be run, and whether a rollback to it is under way. */
type FoundRevision = ReleasedRevision & Pick<EarlierRelease, 'isReturnedTo'> & { readonly isActive: boolean };

/** The revisions of a service's family, of this repository, the newest first. */
async function releasedRevisions(
  ecs: ECS,
  running: string,
  repositoryUri: string,
): Promise<readonly FoundRevision[]> {
  const family = familyOf(running);
  const [active, inactive] = await Promise.all([newestRevisions(ecs, family), failedRevisions(ecs, family)]);
  const found = (described: readonly Described[], isActive: boolean) =>
    described
      .filter(({ taskDefinition }) => releasedTag(taskDefinition, repositoryUri) !== undefined)
      .flatMap((each) => {
        const release = revisionRelease(each, repositoryUri);
        return release === undefined ? [] : [{ ...release, isReturnedTo: isReturnedTo(each), isActive }];
      });
  const failed = found(inactive, false).filter(({ outcome }) => outcome === 'failed');
  return [...found(active, true), ...failed].toSorted((one, other) => numberOf(other) - numberOf(one));
}

/** The newest first: by their numbers, as those who release need not have the same time. */
async function newestRevisions(ecs: ECS, familyPrefix: string): Promise<readonly Described[]> {
  const listed = { familyPrefix, sort: 'DESC', maxResults: mostRevisions } as const;
  const { taskDefinitionArns: own = [] } = await ecs.listTaskDefinitions(listed);
  return await inGroups(own, async (arn) => describeRevision(ecs, arn));
}

/**
 * Revisions that were deregistered. ECS need not describe them for ever, and no rollback needs them.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html
 */
async function failedRevisions(ecs: ECS, familyPrefix: string): Promise<readonly Described[]> {
  const listed = { familyPrefix, sort: 'DESC', status: 'INACTIVE', maxResults: mostInactive } as const;
  const { taskDefinitionArns: own = [] } = await ecs.listTaskDefinitions(listed);
  const found = await inGroups(own, async (arn) => describeRevision(ecs, arn).catch(() => undefined));
  return found.filter((each) => each !== undefined);
}

/** ECS answers about twenty of these a second. */
async function inGroups<T>(arns: readonly string[], read: (arn: string) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (let from = 0; from < arns.length; from += 5) {
    found.push(...(await Promise.all(arns.slice(from, from + 5).map(read))));
  }
  return found;
}

/** The family in a revision's ARN. */
function familyOf(arn: string): string {
  return nameInArn(arn).replace(/:\d+$/, '');
}

/** The number of a revision within its family. */
function numberOf({ arn }: ReleasedRevision): number {
  return Number(/\d+$/.exec(arn)?.[0] ?? 0);
}
