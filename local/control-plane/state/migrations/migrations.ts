import { fromVersion1 } from './from-version-1.ts';

/** Takes the cluster of one version to the next. It is pure, and stays as it is once the next version was released. */
export type Migration = (cluster: unknown) => unknown;

/** The first one is from version 1 to 2, and so on: to change the shape, add one here and keep a file of the version before. */
export const migrations: readonly Migration[] = [fromVersion1];

/** The version that is written. */
export const currentVersion = migrations.length + 1;

/** The cluster of a version from 1 to the current one as the current one has it. Raises what a migration raises. */
export function migrate(version: number, cluster: unknown): unknown {
  return migrations.slice(version - 1).reduce((migrated, migration) => migration(migrated), cluster);
}
