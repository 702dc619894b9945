import { Failure } from '../../../failure/failure.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { LiveDatabase } from '../model/databases.ts';
import { type DatabaseParts, definedPrimary, tellOf, underWay } from './database-parts.ts';
import type { DatabaseState, KeptInstance } from './database-state.ts';
import { startInstance } from './restore-database.ts';

const startTimeoutMs = 120_000;

/**
 * Gives an instance another name. The service `postgres`, which the store knows, serves whichever instance has the name
 * of the definition's primary, as the endpoint of RDS follows the name.
 */
export async function renameDatabase(
  parts: DatabaseParts,
  { identifier, isDefined }: LiveDatabase,
  next: string,
): Promise<void> {
  const primary = definedPrimary(parts);
  const renamed = isDefined
    ? keptPrimary(parts, primary?.logicalId ?? '')
    : keptOf(parts.kept.state(), identifier);
  const instance = { ...renamed, identifier: next };
  const becomesPrimary = next === primary?.identifier;
  await parts.kept.change((state) => ({
    ...state,
    served: becomesPrimary ? servedAs(instance) : isDefined ? null : state.served,
    isFailedOver: becomesPrimary ? false : state.isFailedOver,
    instances: [
      ...state.instances.filter(({ folder }) => folder !== instance.folder),
      ...(becomesPrimary ? [] : [instance]),
    ],
  }));
  underWay(parts, next, 'renaming', async () => {
    if (becomesPrimary) await serve(parts, instance.folder);
    else {
      if (isDefined) await parts.host.serve(undefined);
      await startInstance(parts, instance);
    }
    await tellOf(parts, next, 'configuration change', `Renamed instance from ${identifier} to ${next}`);
  });
}

/** Its replica is copied anew: what it has seen is another history. */
async function serve({ host, clock, signal }: DatabaseParts, folder: string): Promise<void> {
  await host.removeServer(folder);
  await host.serve(folder);
  await waitUntil(
    { what: 'the renamed database to be ready', timeoutMs: startTimeoutMs, everyMs: 300, clock, signal },
    async () => ((await host.condition({ service: 'postgres' })).state === 'ready' ? true : undefined),
  );
  await host.copyReplicaAnew();
}

function keptPrimary({ kept }: DatabaseParts, logicalId: string): KeptInstance {
  const { served } = kept.state();
  if (served !== null) return { ...served, identifier: '', logicalId };
  throw new Failure('DATABASE_NOT_FOUND', 'No instance has the name of the definition’s primary.');
}

function keptOf({ instances }: DatabaseState, identifier: string): KeptInstance {
  const found = instances.find((each) => each.identifier === identifier);
  if (found !== undefined) return found;
  throw new Failure('DATABASE_NOT_FOUND', `There is no restored instance ${identifier}.`);
}

function servedAs({ folder, resourceId, createdAtMs }: KeptInstance): DatabaseState['served'] {
  return { folder, resourceId, createdAtMs };
}
