import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';

const key = 'parity.migrations';

const migration = z.object({ version: z.string(), name: z.string() });
const breaking = migration.extend({ reason: z.string(), at: z.string().optional() });

const report = z.object({
  schema: z.string().nullish(),
  applied: z.array(z.string()).default([]),
  pending: z.array(migration).default([]),
  morePending: z.number().int().nonnegative().default(0),
  breaking: z.array(breaking).default([]),
  refused: migration.extend({ reason: z.string() }).optional(),
});
const line = z.object({ [key]: report });

/** A migration with the version that orders it, such as `20261127000000`, and the name of its class. */
export type Migration = z.infer<typeof migration>;

/** A migration that releases without it cannot run with, why, and when it was run (ISO 8601, where it is known). */
export type BreakingMigration = z.infer<typeof breaking>;

/** What the tasks `db:migrate` and `migrations:report` of a store say of its database. */
export interface MigrationsReport {
  /** The newest version that the database has; undefined where it has none. */
  readonly schema: string | undefined;
  /** The versions that this task has run. */
  readonly applied: readonly string[];
  readonly pending: readonly Migration[];
  /** How many are pending besides those, which would make the line too long. */
  readonly morePending: number;
  /** All that the database has had, this task's included. */
  readonly breaking: readonly BreakingMigration[];
  /** The migration that was not run, since the serving release could not run with its outcome. */
  readonly refused: (Migration & { readonly reason: string }) | undefined;
}

/** The command of a one-off task that reports, and only looks. A store that is not of Rails has no such command. */
export const showMigrationsCommand = ['bin/rails', 'migrations:report'] as const;

/**
 * Finds the report among the lines that a task has printed: the last one, for a store with several databases prints one
 * each. Undefined where there is none: a store of one's own may leave it out. Raises `MIGRATIONS_REPORT_WRONG`.
 */
export function readMigrationsReport(lines: readonly string[]): MigrationsReport | undefined {
  const printed = lines.findLast(isReport);
  if (printed === undefined) return undefined;
  const { success, data, error } = line.safeParse(parse(printed));
  if (!success) throw wrongReport(z.prettifyError(error));
  const { schema, refused, ...rest } = data[key];
  return { ...rest, schema: schema ?? undefined, refused };
}

/**
 * The migrations because of which a release cannot run any more: what the database has now and did not have when the
 * release was made. By what it had then, not by version: a migration that is merged late has a version of an earlier time.
 */
export function breaksSince(
  now: Pick<MigrationsReport, 'breaking'>,
  release: { readonly breaking: readonly Pick<BreakingMigration, 'version'>[] },
): readonly BreakingMigration[] {
  const known = new Set(release.breaking.map(({ version }) => version));
  return now.breaking.filter(({ version }) => !known.has(version));
}

/** A sentence for each, such as a refused rollback gives as its reasons. */
export function describeBreak({ version, name, reason }: BreakingMigration): string {
  return `Migration ${version} (${name}) ${reason}.`;
}

const startsReport = new RegExp(`^\\s*\\{\\s*"${key.replace('.', '\\.')}"\\s*:`);

function isReport(text: string): boolean {
  return startsReport.test(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrongReport(error instanceof Error ? error.message : String(error));
  }
}

function wrongReport(what: string): Failure {
  return new Failure(
    'MIGRATIONS_REPORT_WRONG',
    `The report of the store’s migrations cannot be read: ${what}`,
    {
      hint: 'store/README.md describes the line. A store may leave it out, but then no rollback is checked.',
    },
  );
}
