import type { ECS, Service } from '../../aws/ecs-types.ts';
import { Failure } from '../../failure/failure.ts';
import type { WhereToLook } from '../where-to-look.ts';
import { type ReleaseContext, readReleasePlace } from './release-context.ts';
import { type RollOut, rollOut } from './roll-out.ts';
import type { Revisions } from './roll-out-on-ecs.ts';
import { storeRevisions } from './store-revisions.ts';
import { type WatchedContext, watchOf } from './watch-of.ts';

/** What replacing tasks needs out of what a release does. */
export type RenewalContext = WatchedContext &
  Pick<ReleaseContext, 'progress'> & {
    /** Whether the tasks of a service, by its name, are replaced; those of all services where it is absent. */
    readonly isMeant?: (service: string) => boolean;
  };

/**
 * Replaces the tasks of the store by new ones of the same revisions, which read their secrets and look up their hosts again:
 * none is stopped before a new one serves. Raises `STACK_OUTPUTS_UNREADABLE`, `NO_SERVICE` and what `rollOut` raises.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export async function renewTasks(context: RenewalContext): Promise<Revisions> {
  const { way, place } = await renewalOf(context);
  return await rollOut(context.progress, way, watchOf(context, place));
}

/** Begins the same, and leaves the rest to ECS. */
export async function beginRenewal(context: Parameters<typeof renewalOf>[0]): Promise<void> {
  const { way } = await renewalOf(context);
  await way.begin();
}

async function renewalOf({
  target,
  hints,
  isMeant = () => true,
}: Pick<RenewalContext, 'target' | 'hints' | 'isMeant'>) {
  const place = await readReleasePlace(target);
  const ecs = await target.clients.ecs();
  const all = await storeRevisions(ecs, place.ClusterName, place.RepositoryUri);
  const revisions = Object.fromEntries(Object.entries(all).filter(([service]) => isMeant(service)));
  const way = renewal(ecs, { cluster: place.ClusterName, revisions, failed: hints.failed });
  return { way, place };
}

interface Renewal {
  readonly cluster: string;
  readonly revisions: Revisions;
  /** Where to look when a service did not start. */
  readonly failed: WhereToLook['failed'];
}

/** There is nothing to take back: a service whose new tasks do not start goes back to the deployment that it had. */
function renewal(ecs: ECS, { cluster, revisions, failed }: Renewal): RollOut {
  const begun = new Map<string, string | undefined>();
  const services = Object.keys(revisions);
  return {
    begin: async () => {
      for (const service of services) {
        const updated = await ecs.updateService({ cluster, service, forceNewDeployment: true });
        begun.set(service, primaryOf(updated.service));
      }
      return revisions;
    },
    undo: async () => ({ hasRolledBack: true, restored: [], deleted: [] }),
    // A circuit breaker may have been faster than the first look: the revision is the same before and after.
    complete: async () => {
      const found = await ecs.describeServices({ cluster, services });
      const old = found.services?.find((each) => primaryOf(each) !== begun.get(each.serviceName ?? ''));
      if (old === undefined) return;
      const { serviceName = '' } = old;
      throw new Failure(
        'STORE_DOES_NOT_START',
        `New tasks of the service ${serviceName} did not start, so it still runs the earlier ones`,
        { hint: failed(serviceName) },
      );
    },
  };
}

/** The id of the deployment that a service has now. */
function primaryOf(service: Service | undefined): string | undefined {
  return service?.deployments?.find(({ status }) => status === 'PRIMARY')?.id;
}
