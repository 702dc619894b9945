import type { Clock } from '../../time/clock.ts';
import { readOneOffLaunch } from '../one-off-launch.ts';
import type { Target } from '../target.ts';
import { readMigrationsReport } from './migrations-report.ts';
import { readLatestMigrations } from './read-releases.ts';
import { migrationTags, releaseTags } from './release-record.ts';
import { describeRevision, type Revisions } from './roll-out-on-ecs.ts';
import { readServicesHealth } from './services-health.ts';

/** A release of which the services run these revisions. */
export interface CompletedRelease {
  readonly release: string;
  readonly releasedBy: string;
  readonly revisions: Revisions;
  readonly clock: Clock;
}

/**
 * Writes on the revisions of services that their release is complete, with what the database has by then that earlier
 * releases cannot run with.
 */
export async function tagReleased(
  target: Target,
  { release, releasedBy, revisions, clock }: CompletedRelease,
): Promise<void> {
  const ecs = await target.clients.ecs();
  const launch = await readOneOffLaunch(target);
  const latest = await readLatestMigrations(ecs, launch.taskDefinition);
  const services = Object.keys(revisions);
  const record = {
    ...{ release, releasedBy, releasedAt: new Date(clock.now()) },
    health: await readServicesHealth(target, launch.cluster, services),
    outcome: 'completed' as const,
    breaks: latest?.breaking?.map(({ version }) => version),
  };
  for (const resourceArn of Object.values(revisions)) {
    await ecs.tagResource({ resourceArn, tags: [...releaseTags(record)] });
  }
}

/** Migrations that have run. */
export interface RanMigrations {
  readonly release: string;
  /** What their task wrote. */
  readonly lines: readonly string[];
  readonly clock: Clock;
  /** The revision that ran them; the newest of one-off tasks when absent. */
  readonly revision?: string;
}

/** Writes on the revision of the one-off task that ran migrations what they did. */
export async function tagMigrated(
  target: Target,
  { release, lines, clock, revision }: RanMigrations,
): Promise<void> {
  const ecs = await target.clients.ecs();
  const reference = revision ?? (await readOneOffLaunch(target)).taskDefinition;
  const { taskDefinition } = await describeRevision(ecs, reference);
  const breaking = readMigrationsReport(lines)?.breaking;
  await ecs.tagResource({
    resourceArn: taskDefinition.taskDefinitionArn,
    tags: [...migrationTags({ release, migratedAt: new Date(clock.now()), breaking })],
  });
}
