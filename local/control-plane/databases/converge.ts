import { waitUntil } from '../../../time/wait-until.ts';
import type { DatabaseParts } from './database-parts.ts';
import { underWay } from './database-parts.ts';
import { startInstance } from './restore-database.ts';

/**
 * Makes the servers follow what is kept, after a stop of the environment or a crash in the middle of a change: restored
 * instances have servers again, and `postgres` serves what has the primary's name.
 */
export async function converge(parts: DatabaseParts): Promise<void> {
  const { kept, host, clock, signal } = parts;
  const { served, instances, snapshots } = kept.state();
  if (snapshots.some(({ status }) => status === 'creating')) {
    await kept.change((state) => ({ ...state, snapshots: state.snapshots.map(failedIfCreating) }));
  }
  if (instances.length === 0 && served?.folder === 'primary') return;
  // Before it runs, it cannot be told what to serve, and its container is what the others are made like.
  await waitUntil(
    { what: 'the service postgres to run', timeoutMs: 120_000, everyMs: 1000, clock, signal },
    async () => {
      const { state } = await host.condition({ service: 'postgres' });
      return state === 'ready' || state === 'starting' ? true : undefined;
    },
  );
  if (served !== null) await host.removeServer(served.folder);
  await host.serve(served?.folder);
  for (const instance of instances) {
    const { state } = await host.condition({ folder: instance.folder });
    if (state === 'ready' || state === 'starting') continue;
    underWay(parts, instance.identifier, instance.restore === undefined ? 'starting' : 'creating', () =>
      startInstance(parts, instance),
    );
  }
}

function failedIfCreating<Snapshot extends { readonly status: string }>(snapshot: Snapshot): Snapshot {
  return snapshot.status === 'creating' ? { ...snapshot, status: 'failed' } : snapshot;
}
