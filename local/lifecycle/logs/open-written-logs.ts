import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readPorts } from '../../environment/ports.ts';
import { localClients } from '../servers/local-clients.ts';
import type { DefinedWriter } from './defined-writers.ts';
import { type LogsReader, type WrittenLogs, writtenLogs } from './written-logs.ts';

/** Before the first start there is no CloudWatch Logs, and nothing was written. */
const nothing: LogsReader = {
  describeLogStreams: async () => ({ $metadata: {} }),
  getLogEvents: async () => ({ $metadata: {} }),
};

/** What tasks have written to an environment’s own CloudWatch Logs. */
export function openWrittenLogs(
  environment: LocalEnvironment,
  region: string | undefined,
  defined: readonly DefinedWriter[],
  signal: AbortSignal,
): WrittenLogs {
  let opened: Promise<LogsReader> | undefined;
  const open = async () => {
    const ports = await readPorts(environment);
    if (ports === undefined || region === undefined) return nothing;
    return await (await localClients(environment, ports, region)).cloudWatchLogs();
  };
  return writtenLogs(() => (opened ??= open()), defined, signal);
}
