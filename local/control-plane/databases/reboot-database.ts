import { waitUntil } from '../../../time/wait-until.ts';
import type { LiveDatabase } from '../model/databases.ts';
import { type DatabaseParts, tellOf, underWay } from './database-parts.ts';
import { serverOf } from './snapshot-database.ts';

const startTimeoutMs = 120_000;

/**
 * Restarts the server of an instance. A failover is the end of the server without a word, and a start on the same data:
 * the standby of RDS has each block that the primary has written, and recovers from it as after a crash.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
 */
export function rebootDatabase(
  parts: DatabaseParts,
  instance: LiveDatabase,
  { withFailover }: { readonly withFailover: boolean },
): void {
  const { identifier } = instance;
  const { host, kept, clock, signal } = parts;
  const server = serverOf(kept.state(), instance);
  const say = (category: string, message: string) => tellOf(parts, identifier, category, message);
  underWay(parts, identifier, 'rebooting', async () => {
    if (withFailover) await say('failover', 'Multi-AZ instance failover started.');
    else await say('availability', 'DB instance shutdown');
    await host.restart(server, withFailover ? 'failure' : 'order');
    await waitUntil(
      { what: `${identifier} to be ready`, timeoutMs: startTimeoutMs, everyMs: 100, clock, signal },
      async () => ((await host.condition(server)).state === 'ready' ? true : undefined),
    );
    await say('availability', 'DB instance restarted');
    if (!withFailover) return;
    await kept.change((state) => ({ ...state, isFailedOver: !state.isFailedOver }));
    await say('failover', 'Multi-AZ instance failover completed');
  });
}
