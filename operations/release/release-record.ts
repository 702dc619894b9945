import type { BreakingMigration } from './migrations-report.ts';
import { type Described, releasedTag, releaseTagPrefix } from './revision-of-image.ts';

const outcomes = ['begun', 'completed', 'failed', 'rolled-back'] as const;

/**
 * What became of a release. One that is `begun` and not released any more was interrupted or killed; one that was
 * `rolled-back` was complete before.
 */
export type ReleaseOutcome = (typeof outcomes)[number];

/** What is known of a release: it is written on its revisions as tags, which stay as long as these do. */
export interface ReleaseRecord {
  /** The image's tag. */
  readonly release: string;
  /** When its roll-out ended, or began where it has not ended. */
  readonly releasedAt: Date;
  /** Who released it, such as the name of a role or of a user; empty where it is not known. */
  readonly releasedBy: string;
  readonly outcome: ReleaseOutcome;
  /** How healthy its services were when it ended, such as `web 2/2 worker 1/1`; empty where nobody looked. */
  readonly health: string;
  /**
   * Versions of the migrations that earlier releases cannot run with and that the database had then; undefined where the
   * store does not report them.
   */
  readonly breaks: readonly string[] | undefined;
}

/** What the database had after a release's migrations: written on the revision that ran them. */
export interface MigrationRecord {
  readonly release: string;
  readonly migratedAt: Date;
  /** Migrations that earlier releases cannot run with; undefined where the store does not report them. */
  readonly breaking: readonly BreakingMigration[] | undefined;
}

type Tag = { readonly key: string; readonly value: string };

const key = (name: string) => `${releaseTagPrefix}${name}`;

const keys = {
  name: key('name'),
  at: key('at'),
  by: key('by'),
  outcome: key('outcome'),
  health: key('health'),
  returning: key('returning'),
  breaks: key('breaks'),
  migratedAt: key('migrated-at'),
  break: key('break:'),
} as const;

/** A value has 256 characters, and a version 14: the newest are kept. */
const mostVersions = 17;

/** The tags of a release. */
export function releaseTags(record: ReleaseRecord): readonly Tag[] {
  const { release, releasedAt, releasedBy, outcome, breaks, health } = record;
  return [
    { key: keys.name, value: tagText(release) },
    { key: keys.at, value: releasedAt.toISOString() },
    { key: keys.by, value: tagText(releasedBy) },
    { key: keys.outcome, value: outcome },
    { key: keys.health, value: tagText(health) },
    ...(breaks === undefined
      ? []
      : [{ key: keys.breaks, value: tagText(breaks.toSorted().slice(-mostVersions).join(' ')) }]),
  ];
}

/** The tag that says of a revision whether a rollback to it is under way. */
export function returningTag(isReturning: boolean): Tag {
  return { key: keys.returning, value: isReturning ? 'begun' : 'done' };
}

/** Whether a rollback to this revision has begun and not come to its end. */
export function isReturnedTo({ tags = [] }: Described): boolean {
  return valuesOf(tags)(keys.returning) === 'begun';
}

/** The tags of migrations that have run. */
export function migrationTags({ release, migratedAt, breaking }: MigrationRecord): readonly Tag[] {
  const newest = breaking?.toSorted((a, b) => a.version.localeCompare(b.version)).slice(-mostVersions);
  return [
    { key: keys.name, value: tagText(release) },
    { key: keys.migratedAt, value: migratedAt.toISOString() },
    ...(newest === undefined
      ? []
      : [{ key: keys.breaks, value: tagText(newest.map(({ version }) => version).join(' ')) }]),
    ...(newest ?? []).map(({ version, name, reason, at = '' }) => ({
      key: `${keys.break}${version}`,
      value: tagText(`${at} ${name}: ${reason}`),
    })),
  ];
}

/** A release as a revision's tags tell it; undefined where they tell of none. */
export function readReleaseRecord({ tags = [] }: Described): ReleaseRecord | undefined {
  const value = valuesOf(tags);
  const release = value(keys.name);
  const releasedAt = new Date(value(keys.at) ?? Number.NaN);
  if (release === undefined || Number.isNaN(releasedAt.getTime())) return undefined;
  return {
    ...{ release, releasedAt, releasedBy: value(keys.by) ?? '' },
    outcome: outcomes.find((each) => each === value(keys.outcome)) ?? 'completed',
    health: value(keys.health) ?? '',
    breaks: versionsIn(value(keys.breaks)),
  };
}

/** The migrations of a release as a revision's tags tell them; undefined where they tell of none. */
export function readMigrationRecord({ tags = [] }: Described): MigrationRecord | undefined {
  const value = valuesOf(tags);
  const release = value(keys.name);
  const migratedAt = new Date(value(keys.migratedAt) ?? Number.NaN);
  if (release === undefined || Number.isNaN(migratedAt.getTime())) return undefined;
  const breaking = versionsIn(value(keys.breaks))?.map((version) => {
    const text = value(`${keys.break}${version}`) ?? '';
    const [, at = '', name = '', reason = ''] = /^(\S*) (.*?): (.*)$/s.exec(text) ?? [];
    return { version, name, reason, ...(at === '' ? {} : { at }) };
  });
  return { release, migratedAt, breaking };
}

function versionsIn(text: string | undefined): readonly string[] | undefined {
  return text?.split(' ').filter((version) => version !== '');
}

function valuesOf(tags: NonNullable<Described['tags']>) {
  return (wanted: string) => tags.find((tag) => tag.key === wanted)?.value;
}

/**
 * The text as a tag's value can have it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html
 */
function tagText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, ' ').slice(0, 256);
}

/** A revision of a service that a release made. */
export interface ReleasedRevision extends ReleaseRecord {
  readonly arn: string;
}

/** The release that a revision is of: as its tags tell, else by its image, from when it was registered. */
export function revisionRelease(described: Described, repositoryUri: string): ReleasedRevision | undefined {
  const { taskDefinitionArn: arn, registeredAt } = described.taskDefinition;
  if (arn === undefined) return undefined;
  const told = readReleaseRecord(described);
  if (told !== undefined) return { arn, ...told };
  const release = releasedTag(described.taskDefinition, repositoryUri);
  if (release === undefined || registeredAt === undefined) return undefined;
  return {
    ...{ arn, release, releasedAt: registeredAt, releasedBy: '' },
    ...{ outcome: 'completed', breaks: undefined, health: '' },
  };
}
