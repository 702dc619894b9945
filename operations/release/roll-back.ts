import { command } from '../../failure/command.ts';
import { readOneOffLaunch } from '../one-off-launch.ts';
import type { Target } from '../target.ts';
import { askMigrations } from './ask-migrations.ts';
import { chooseRollback } from './choose-rollback.ts';
import { type EarlierRelease, readLatestMigrations, readReleases } from './read-releases.ts';
import { type ReleaseContext, type ReleasePlace, readReleasePlace } from './release-context.ts';
import type { MigrationRecord } from './release-record.ts';
import { rollOut } from './roll-out.ts';
import { bringFamilies, rollOutOnEcs } from './roll-out-on-ecs.ts';
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
}

/** Reads which releases there are, and what the database needs. Raises `STACK_OUTPUTS_UNREADABLE` and `NO_SERVICE`. */
export async function readRollbackChoice(target: Target): Promise<RollbackChoice> {
  const place = await readReleasePlace(target);
  const ecs = await target.clients.ecs();
  const running = await storeRevisions(ecs, place.ClusterName, place.RepositoryUri);
  const launch = await readOneOffLaunch(target);
  const [releases, latest] = await Promise.all([
    readReleases(ecs, running, place.RepositoryUri),
    readLatestMigrations(ecs, launch.taskDefinition),
  ]);
  return { releases, latest, place };
}

/** What a rollback does with services, out of what a release does. */
export type RollbackContext = WatchedContext &
  Pick<ReleaseContext, 'progress'> & { readonly ways: Pick<ReleaseContext['ways'], 'serveAssets'> };

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
  const { place, releases, latest } = choice;
  // Before the store is asked, which takes a while: whether there is such a release at all.
  chooseRollback(releases, { breaking: [] }, wanted);
  const chosen = chooseRollback(releases, (await askMigrations(context)) ?? latest, wanted);
  const ecs = await context.target.clients.ecs();
  const way = rollOutOnEcs(ecs, place.ClusterName, async () => chosen.revisions);
  await rollOut(context.progress, way, watchOf(context, place));
  await serveAssetsOf(chosen.release, context);
  const image = { repositoryUri: place.RepositoryUri, tag: chosen.release };
  const launch = await readOneOffLaunch(context.target);
  await bringFamilies(ecs, [launch.taskDefinition, place.SeedTaskFamily, place.SetUpTaskFamily], image);
  return chosen;
}

/** Assets that have kept their names get the contents of that release again. */
async function serveAssetsOf(
  release: string,
  { target: { environment }, progress, ways }: RollbackContext,
): Promise<void> {
  const of = environment === 'local' ? '' : ` --env ${environment}`;
  const again = `${command('store:rollback')}${of} --to ${release}`;
  const edge = () => progress.step('Edge', (step) => ways.serveAssets(step, release));
  await runStages(['edge'], { edge }, { environment, command: again });
}
