import { randomInt } from 'node:crypto';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import { containerHost } from './databases/container-host.ts';
import { converge } from './databases/converge.ts';
import type { DatabaseParts } from './databases/database-parts.ts';
import { databasesOn } from './databases/databases.ts';
import { keepBackups } from './databases/keep-backups.ts';
import { openKeptDatabases } from './databases/kept-databases.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import type { Databases } from './model/databases.ts';

/** After so long, a release that is never complete does not keep the first backup back any longer. */
const longestReleaseMs = 10 * 60_000;

/** The databases of the environment, which are backed up from now on. */
export async function openDatabases(
  { settings, engine, clock, log, signal }: ControlPlaneOptions,
  loop: Pick<ReconcileLoop, 'persisted'>,
): Promise<Databases> {
  const parts: DatabaseParts = {
    kept: await openKeptDatabases(settings.dataFolder, { clock, newResourceId }),
    host: containerHost({
      engine,
      environmentName: settings.environmentName,
      network: settings.network,
      checkoutOnHost: settings.checkoutOnHost ?? '',
      stateFolderOnHost: settings.stateFolderOnHost ?? '',
    }),
    defined: () => loop.persisted().released?.workload.databases ?? [],
    busy: new Map(),
    ...{ clock, log, signal, newResourceId },
  };
  const startedAt = clock.now();
  void converge(parts).catch((error: unknown) =>
    log.warn('restored databases could not be started', { error }),
  );
  void keepBackups(parts, () => isComplete(loop) || clock.now() - startedAt > longestReleaseMs);
  return databasesOn(parts);
}

/** Whether the services run what was released: the data has its migrations and seeds then. */
function isComplete(loop: Pick<ReconcileLoop, 'persisted'>): boolean {
  const { cluster, released, rollbackPoint } = loop.persisted();
  if (released === undefined || rollbackPoint !== undefined) return false;
  const services = Object.values(cluster.services).filter(({ status }) => status === 'ACTIVE');
  const areWanted = released.workload.services.length > 0;
  if (areWanted && services.length === 0) return false;
  return services.every(({ deployments: [primary] }) => primary?.rolloutState === 'COMPLETED');
}

const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function newResourceId(): string {
  const random = Array.from({ length: 26 }, () => characters[randomInt(characters.length)]);
  return `db-${random.join('')}`;
}
