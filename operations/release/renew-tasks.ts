import type { ECS } from '../../aws/ecs-types.ts';
import { type ReleaseContext, readReleasePlace } from './release-context.ts';
import { type RollOut, rollOut } from './roll-out.ts';
import type { Revisions } from './roll-out-on-ecs.ts';
import { storeRevisions } from './store-revisions.ts';
import { type WatchedContext, watchOf } from './watch-of.ts';

/** What replacing tasks needs out of what a release does. */
export type RenewalContext = WatchedContext & Pick<ReleaseContext, 'progress'>;

/**
 * Replaces all tasks of the store by new ones of the same revisions, which read their secrets and look up their hosts again:
 * none is stopped before a new one serves. Raises `STACK_OUTPUTS_UNREADABLE`, `NO_SERVICE` and what `rollOut` raises.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export async function renewTasks(context: RenewalContext): Promise<Revisions> {
  const { target, progress } = context;
  const place = await readReleasePlace(target);
  const ecs = await target.clients.ecs();
  const revisions = await storeRevisions(ecs, place.ClusterName, place.RepositoryUri);
  return await rollOut(progress, renewal(ecs, place.ClusterName, revisions), watchOf(context, place));
}

/** There is nothing to take back: a service whose new tasks do not start keeps those that it has. */
function renewal(ecs: ECS, cluster: string, revisions: Revisions): RollOut {
  return {
    begin: async () => {
      for (const service of Object.keys(revisions)) {
        await ecs.updateService({ cluster, service, forceNewDeployment: true });
      }
      return revisions;
    },
    undo: async () => ({ hasRolledBack: true, restored: [], deleted: [] }),
  };
}
