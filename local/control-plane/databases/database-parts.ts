import type { DatabaseInstance } from '../../../definition/model/data-stores.ts';
import type { Clock } from '../../../time/clock.ts';
import type { Log } from '../logger.ts';
import type { DatabaseEvent, DatabaseStatus } from '../model/databases.ts';
import type { DatabaseHost } from './database-host.ts';
import type { KeptDatabases } from './kept-databases.ts';

/** What the operations on databases share. */
export interface DatabaseParts {
  readonly host: DatabaseHost;
  readonly kept: KeptDatabases;
  /** The instances of the released definition; none before the first. */
  readonly defined: () => readonly DatabaseInstance[];
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** As RDS's: `db-` and 26 capital letters and digits. */
  readonly newResourceId: () => string;
  /** Statuses of instances of which something is under way, by identifier. */
  readonly busy: Map<string, DatabaseStatus>;
}

/** How long events are told, as by RDS, and how many at most. */
const eventDays = 14;
const mostEvents = 1000;

/** Keeps an event. */
export async function tell(
  { kept, clock }: Pick<DatabaseParts, 'kept' | 'clock'>,
  event: Omit<DatabaseEvent, 'atMs'>,
): Promise<void> {
  const atMs = clock.now();
  const isTold = (each: DatabaseEvent) => each.atMs > atMs - eventDays * 24 * 3600 * 1000;
  await kept.change((state) => ({
    ...state,
    events: [...state.events.filter(isTold), { ...event, categories: [...event.categories], atMs }].slice(
      -mostEvents,
    ),
  }));
}

/** Keeps an event of an instance. */
export async function tellOf(
  parts: Pick<DatabaseParts, 'kept' | 'clock'>,
  source: string,
  category: string,
  message: string,
): Promise<void> {
  await tell(parts, { source, sourceType: 'db-instance', categories: [category], message });
}

/** Does something with an instance that has this status meanwhile; a failure is logged and told. */
export function underWay(
  parts: DatabaseParts,
  identifier: string,
  status: DatabaseStatus,
  work: () => Promise<void>,
): void {
  const { busy, log } = parts;
  busy.set(identifier, status);
  void work()
    .catch(async (error: unknown) => {
      log.error('an operation on a database failed', { identifier, status, error });
      const reason = error instanceof Error ? error.message : String(error);
      await tellOf(parts, identifier, 'failure', `The operation failed while ${status}: ${reason}`);
    })
    .catch(() => undefined)
    .finally(() => busy.delete(identifier));
}

/** The instance of the definition that is no replica. */
export function definedPrimary({ defined }: Pick<DatabaseParts, 'defined'>): DatabaseInstance | undefined {
  return defined().find(({ sourceInstance }) => sourceInstance === undefined);
}
