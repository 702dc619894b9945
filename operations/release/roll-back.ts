import type { ECS } from '../../aws/ecs-types.ts';
import { command } from '../../failure/command.ts';
import { environmentOptions } from '../environment-options.ts';
import { type OneOffLaunch, readOneOffLaunch } from '../one-off-launch.ts';
import { awaitSameUnderWay } from '../one-off-under-way.ts';
import { readServices } from '../service-status.ts';
import { readStoreCommands } from '../store-commands.ts';
import type { Target } from '../target.ts';
import { askMigrations } from './ask-migrations.ts';
import { chooseRollback } from './choose-rollback.ts';
import { type EarlierRelease, readLatestMigrations, readReleases } from './read-releases.ts';
import { type ReleaseContext, type ReleasePlace, readReleasePlace } from './release-context.ts';
import type { MigrationRecord } from './release-record.ts';
import { beginReturn } from './return-record.ts';
import { rollOut } from './roll-out.ts';
import { bringFamilies, rollOutOnEcs } from './roll-out-on-ecs.ts';
import { servicesHealth } from './services-health.ts';
import { runStages } from './stages.ts';
import { storeRevisions } from './store-revisions.ts';
import { type WatchedContext, watchOf } from './watch-of.ts';

/** What an environment could go back to. */
export interface RollbackChoice {
  /** The newest first. */
  readonly releases: readonly EarlierRelease[];
  /** Undefined where no release has migrated the database yet. */
  readonly latest: MigrationRecord | undefined;
  readonly place: ReleasePlace;
  /** How healthy the services are now, such as `web 2/2 worker 1/1`. */
  readonly health: string;
}

/** Reads which releases there are, and what the database needs. Raises `STACK_OUTPUTS_UNREADABLE` and `NO_SERVICE`. */
export async function readRollbackChoice(target: Target): Promise<RollbackChoice> {
  const place = await readReleasePlace(target);
  const ecs = await target.clients.ecs();
  const running = await storeRevisions(ecs, place.ClusterName, place.RepositoryUri);
  const launch = await readOneOffLaunch(target);
  const [releases, latest, services] = await Promise.all([
    readReleases(ecs, running, place.RepositoryUri),
    readLatestMigrations(ecs, launch.taskDefinition),
    readServices(target, place.ClusterName, Object.keys(running)),
  ]);
  return { releases, latest, place, health: servicesHealth(services, target.environment) };
}

/** What a rollback does with services, out of what a release does. */
export type RollbackContext = WatchedContext &
  Pick<ReleaseContext, 'progress'> & { readonly ways: Pick<ReleaseContext['ways'], 'serveAssets'> };

/** Whoever rolls back is in a hurry. */
const longestMigrationsMs = 90_000;

/**
 * Takes all services back to an earlier release: `wanted`, else the completed one before that which runs. The database
 * stays as it is. Raises `ROLLBACK_REFUSED` where the release cannot run with that, `EDGE_NOT_INVALIDATED`, and what `rollOut`
 * raises.
 */
export async function rollBack(
  context: RollbackContext,
  choice: RollbackChoice,
  wanted: string | undefined,
): Promise<EarlierRelease> {
  const { place, releases, latest, health } = choice;
  // Before the store is asked, which takes a while: whether there is such a release at all.
  chooseRollback(releases, { breaking: [] }, wanted);
  const ecs = await context.target.clients.ecs();
  const launch = await readOneOffLaunch(context.target);
  const { migrate } = await readStoreCommands(context.target);
  if (migrate !== undefined) await awaitMigrations(context, ecs, launch, migrate);
  const chosen = chooseRollback(releases, (await reported(context, migrate)) ?? latest, wanted);
  const record = await beginReturn(ecs, { releases, chosen, health });
  const way = rollOutOnEcs(ecs, place.ClusterName, async () => chosen.revisions);
  try {
    await rollOut(context.progress, way, watchOf(context, place));
  } catch (error) {
    // ECS goes on with what was interrupted, and so does the next rollback.
    if (!context.signal.aborted) await record.takeBack();
    throw error;
  }
  await serveAssetsOf(chosen.release, context);
  const image = { repositoryUri: place.RepositoryUri, tag: chosen.release };
  await bringFamilies(ecs, [launch.taskDefinition, place.SeedTaskFamily, place.SetUpTaskFamily], image);
  await record.end();
  return chosen;
}

/** Only a store of Rails has the command that tells. */
async function reported(context: RollbackContext, migrate: readonly string[] | undefined) {
  return migrate?.[0] === 'bin/rails' ? await askMigrations(context) : undefined;
}

/** What migrations that are under way leave in the database is not known before their end. */
async function awaitMigrations(
  { progress, signal, clock }: RollbackContext,
  ecs: ECS,
  launch: OneOffLaunch,
  command: readonly string[],
): Promise<void> {
  await progress.step('Migrations', async (step) => {
    await awaitSameUnderWay(
      ecs,
      launch,
      { command },
      {
        ...{ timeoutMs: longestMigrationsMs, note: (text: string) => step.note(text), signal },
        ...(clock === undefined ? {} : { clock }),
      },
    );
    step.skip('none are under way');
  });
}

/** Assets that have kept their names get the contents of that release again. */
async function serveAssetsOf(release: string, { target, progress, ways }: RollbackContext): Promise<void> {
  const { environment } = target;
  const of = environment === 'local' ? '' : ` ${await environmentOptions(target)}`;
  const again = `${command('store:rollback')}${of} --to ${release}`;
  const edge = () => progress.step('Edge', (step) => ways.serveAssets(step, release));
  await runStages(['edge'], { edge }, { environment, command: again });
}
