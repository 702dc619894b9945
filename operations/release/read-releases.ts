import type { ECS } from '../../aws/ecs-types.ts';
import { nameInArn } from '../name-in-arn.ts';
import {
  type MigrationRecord,
  type ReleasedRevision,
  readMigrationRecord,
  revisionRelease,
} from './release-record.ts';
import { releasedTag } from './revision-of-image.ts';
import { describeRevision, type Revisions } from './roll-out-on-ecs.ts';

/** A release that all services can run again. */
export interface EarlierRelease extends Omit<ReleasedRevision, 'arn'> {
  /** The revision of each service, by the service's name. */
  readonly revisions: Revisions;
  /** Whether the services run it now. */
  readonly isRunning: boolean;
}

/** How many revisions of each service are looked at. */
const mostRevisions = 30;

/**
 * The releases of which every service still has a revision, the newest first. `running` are the revisions that the
 * services run now, by the services' names.
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
  const [first, ...others] = ofServices;
  const found = (first?.revisions ?? []).flatMap((revision) => {
    const rest = others.map(({ service, revisions }) => ({
      service,
      arn: revisions.find(({ release }) => release === revision.release)?.arn,
    }));
    const all = [{ service: first?.service ?? '', arn: revision.arn }, ...rest];
    if (all.some(({ arn }) => arn === undefined)) return [];
    const { arn: _, ...record } = revision;
    const revisions = Object.fromEntries(all.map(({ service, arn }) => [service, arn ?? '']));
    return [{ ...record, revisions, isRunning: all.every(({ service, arn }) => running[service] === arn) }];
  });
  return found.filter(
    ({ release }, index) => found.findIndex((other) => other.release === release) === index,
  );
}

/** What the migrations of the latest release left in the database, as their one-off tasks' revisions tell it. */
export async function readLatestMigrations(
  ecs: ECS,
  oneOffFamily: string,
): Promise<MigrationRecord | undefined> {
  const described = await newestRevisions(ecs, oneOffFamily);
  return described.map(readMigrationRecord).find((record) => record !== undefined);
}

/** The revisions of a service's family, of this repository, the newest of each release first. */
async function releasedRevisions(
  ecs: ECS,
  running: string,
  repositoryUri: string,
): Promise<readonly ReleasedRevision[]> {
  const described = await newestRevisions(ecs, familyOf(running));
  return described
    .filter(({ taskDefinition }) => releasedTag(taskDefinition, repositoryUri) !== undefined)
    .flatMap((each) => revisionRelease(each, repositoryUri) ?? []);
}

/** The newest first: by their numbers, as those who release need not have the same time. */
async function newestRevisions(ecs: ECS, familyPrefix: string) {
  const listed = { familyPrefix, sort: 'DESC', maxResults: mostRevisions } as const;
  const { taskDefinitionArns: own = [] } = await ecs.listTaskDefinitions(listed);
  const found = [];
  // ECS answers about twenty of these a second.
  for (let from = 0; from < own.length; from += 5) {
    found.push(...(await Promise.all(own.slice(from, from + 5).map((arn) => describeRevision(ecs, arn)))));
  }
  return found;
}

/** The family in a revision's ARN. */
function familyOf(arn: string): string {
  return nameInArn(arn).replace(/:\d+$/, '');
}
