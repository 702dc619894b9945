import type { LogLine } from '../../../../operations/logs/log-line.ts';
import type { LogRequest } from '../../../../operations/logs/log-request.ts';
import { everyText } from '../../../../operations/logs/text-filter.ts';
import type { DefinedWriter } from '../defined-writers.ts';
import { environmentLogs } from '../environment-logs.ts';
import { writtenLogs } from '../written-logs.ts';
import { type LogWorld, worldGroup, worldName } from './log-world.ts';

/** The definition of the world: two services, and tasks that run once. */
export const worldDefinition: readonly DefinedWriter[] = ['web', 'worker', 'oneoff'].map((container) => ({
  container,
  family: `store-${container}`,
  services: container === 'oneoff' ? [] : [`shop-${container}`],
  written: { group: worldGroup, streamPrefix: `${container}/${container}/` },
}));

/** Logs that are being read. */
export interface WatchedLogs {
  readonly lines: readonly LogLine[];
  readonly said: readonly string[];
  /** Resolves when the reading ends. */
  readonly end: Promise<void>;
  interrupt(): void;
}

/** Reads the logs of a world, all of them unless told otherwise. */
export function watchLogs(world: LogWorld, request: Partial<LogRequest> = {}): WatchedLogs {
  const lines: LogLine[] = [];
  const said: string[] = [];
  const stop = new AbortController();
  const { signal } = stop;
  const written = writtenLogs(async () => world.logs, worldDefinition, signal);
  const environment = { name: worldName, labels: {} };
  const all = { names: [], tasks: [], follow: false, tail: undefined, fromMs: undefined, untilMs: undefined };
  const end = environmentLogs(
    { engine: world.engine, environment, defined: worldDefinition, written },
    { ...all, isWanted: everyText, ...request },
    { onLine: (line) => lines.push(line), say: (text) => said.push(text), signal, clock: world.clock },
  );
  // A test that expects a failure waits for it later.
  end.catch(() => undefined);
  return { lines, said, end, interrupt: () => stop.abort() };
}
