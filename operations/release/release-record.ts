import type { Described } from './revision-of-image.ts';
import { releaseTagPrefix, tagOf } from './revision-of-image.ts';

/** What is known of a release: it is written on its revisions as tags, which stay as long as these do. */
export interface ReleaseRecord {
  /** The image's tag. */
  readonly release: string;
  /** When its roll-out ended. */
  readonly releasedAt: Date;
  /** Who released it, such as the name of a role or of a user. */
  readonly releasedBy: string;
  readonly outcome: 'completed' | 'failed';
}

/** What its migrations did to the database: written on the revision that ran them. */
export interface MigrationRecord {
  readonly release: string;
  readonly migratedAt: Date;
  /** Why versions before it cannot run with this database; empty where they can. */
  readonly breaking: string;
}

type Tag = { readonly key: string; readonly value: string };

const keys = {
  name: `${releaseTagPrefix}name`,
  at: `${releaseTagPrefix}at`,
  by: `${releaseTagPrefix}by`,
  outcome: `${releaseTagPrefix}outcome`,
  migratedAt: `${releaseTagPrefix}migrated-at`,
  breaking: `${releaseTagPrefix}breaking`,
} as const;

/** The tags of a release that has ended. */
export function releaseTags(record: ReleaseRecord): readonly Tag[] {
  return [
    { key: keys.name, value: tagText(record.release) },
    { key: keys.at, value: record.releasedAt.toISOString() },
    { key: keys.by, value: tagText(record.releasedBy) },
    { key: keys.outcome, value: record.outcome },
  ];
}

/** The tags of migrations that have run. */
export function migrationTags(record: MigrationRecord): readonly Tag[] {
  return [
    { key: keys.name, value: tagText(record.release) },
    { key: keys.migratedAt, value: record.migratedAt.toISOString() },
    { key: keys.breaking, value: tagText(record.breaking) },
  ];
}

/** A release as a revision's tags tell it; undefined where they tell of none. */
export function readReleaseRecord({ tags = [] }: Described): ReleaseRecord | undefined {
  const value = valuesOf(tags);
  const release = value(keys.name);
  const releasedAt = new Date(value(keys.at) ?? Number.NaN);
  if (release === undefined || Number.isNaN(releasedAt.getTime())) return undefined;
  const outcome = value(keys.outcome) === 'failed' ? 'failed' : 'completed';
  return { release, releasedAt, releasedBy: value(keys.by) ?? '', outcome };
}

/** The migrations of a release as a revision's tags tell them; undefined where they tell of none. */
export function readMigrationRecord({ tags = [] }: Described): MigrationRecord | undefined {
  const value = valuesOf(tags);
  const release = value(keys.name);
  const migratedAt = new Date(value(keys.migratedAt) ?? Number.NaN);
  if (release === undefined || Number.isNaN(migratedAt.getTime())) return undefined;
  return { release, migratedAt, breaking: value(keys.breaking) ?? '' };
}

function valuesOf(tags: NonNullable<Described['tags']>) {
  return (wanted: string) => tags.find(({ key }) => key === wanted)?.value;
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
  const { taskDefinitionArn: arn, containerDefinitions = [], registeredAt } = described.taskDefinition;
  if (arn === undefined) return undefined;
  const told = readReleaseRecord(described);
  if (told !== undefined) return { arn, ...told };
  const image = containerDefinitions.map((each) => tagOf(each.image, repositoryUri)).find(Boolean);
  if (image === undefined || registeredAt === undefined) return undefined;
  return { arn, release: image, releasedAt: registeredAt, releasedBy: '', outcome: 'completed' };
}
