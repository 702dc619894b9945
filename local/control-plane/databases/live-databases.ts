import type { DatabaseInstance } from '../../../definition/model/data-stores.ts';
import type { DatabaseStatus, LiveDatabase } from '../model/databases.ts';
import type { ServerCondition } from './database-host.ts';
import type { DatabaseParts } from './database-parts.ts';
import type { Backup, KeptInstance, ServedInstance } from './database-state.ts';

/** All instances as they are now: those of the definition first. */
export async function liveDatabases(parts: DatabaseParts): Promise<readonly LiveDatabase[]> {
  const { served, instances } = parts.kept.state();
  const own = parts.defined().map(async (defined) => {
    if (defined.sourceInstance !== undefined) return await liveReplica(parts, defined);
    return served === null ? undefined : await livePrimary(parts, defined, served);
  });
  const found = await Promise.all([...own, ...instances.map((instance) => liveRestored(parts, instance))]);
  return found.filter((instance) => instance !== undefined);
}

async function livePrimary(
  parts: DatabaseParts,
  { identifier, logicalId }: DatabaseInstance,
  { folder, resourceId, createdAtMs }: ServedInstance,
): Promise<LiveDatabase> {
  const condition = await parts.host.condition({ service: 'postgres' });
  const replicas = parts.defined().filter(({ sourceInstance }) => sourceInstance === logicalId);
  return {
    ...{ identifier, logicalId, resourceId, createdAtMs },
    ...shared(parts, identifier, condition),
    isDefined: true,
    replicas: replicas.map((replica) => replica.identifier),
    ...restorable(parts, folder, condition),
    isFailedOver: parts.kept.state().isFailedOver,
  };
}

async function liveReplica(
  parts: DatabaseParts,
  { identifier, logicalId, sourceInstance }: DatabaseInstance,
): Promise<LiveDatabase> {
  const { served } = parts.kept.state();
  const source = parts.defined().find((each) => each.logicalId === sourceInstance)?.identifier;
  return {
    ...{ identifier, logicalId, createdAtMs: served?.createdAtMs ?? 0 },
    resourceId: `${(served?.resourceId ?? 'db-').slice(0, -1)}R`,
    ...shared(parts, identifier, await parts.host.condition({ service: 'postgres-replica' })),
    isDefined: true,
    ...(source === undefined ? {} : { source }),
    replicas: [],
    isFailedOver: false,
  };
}

async function liveRestored(parts: DatabaseParts, instance: KeptInstance): Promise<LiveDatabase> {
  const { identifier, logicalId, resourceId, createdAtMs, folder } = instance;
  const condition = await parts.host.condition({ folder });
  // As it is by now: it may have been restored in the meantime.
  const restore = parts.kept.state().instances.find((each) => each.folder === folder)?.restore;
  const { status, ...others } = shared(parts, identifier, condition);
  return {
    ...{ identifier, logicalId, resourceId, createdAtMs },
    ...others,
    status: restore === undefined || parts.busy.has(identifier) ? status : 'incompatible-restore',
    isDefined: false,
    replicas: [],
    ...restorable(parts, folder, condition),
    isFailedOver: false,
  };
}

function shared({ busy }: DatabaseParts, identifier: string, condition: ServerCondition) {
  const { hostPort } = condition;
  const endpoint = hostPort === undefined ? {} : { endpoint: { address: '127.0.0.1', port: hostPort } };
  return { status: busy.get(identifier) ?? statuses[condition.state], ...endpoint };
}

const statuses: Readonly<Record<ServerCondition['state'], DatabaseStatus>> = {
  ready: 'available',
  starting: 'starting',
  ended: 'stopped',
  absent: 'stopped',
};

/**
 * A server is restored to any time between its first backup and now: what it has written is archived before. What the
 * service does not serve is not archived.
 */
function restorable(
  { kept, clock }: DatabaseParts,
  folder: string,
  { state }: ServerCondition,
): Pick<LiveDatabase, 'restorable'> {
  const { served, backups } = kept.state();
  const own = backups.filter((backup: Backup) => backup.folder === folder);
  if (own.length === 0 || served?.folder !== folder || state !== 'ready') return {};
  return { restorable: { fromMs: Math.min(...own.map(({ endedAtMs }) => endedAtMs)), toMs: clock.now() } };
}
