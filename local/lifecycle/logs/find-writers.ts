import { command } from '../../../failure/command.ts';
import { errorMessage } from '../../../failure/error-message.ts';
import { Failure } from '../../../failure/failure.ts';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import { isMeant, isTask, type Writer } from '../../../operations/logs/log-name.ts';
import type { LogRequest } from '../../../operations/logs/log-request.ts';
import type { ContainerSummary } from '../../docker/engine.ts';
import { composeServices } from '../servers/start-servers.ts';
import { type ContainerWriter, containerWriter } from './container-writers.ts';
import { knownNames } from './known-names.ts';
import type { LoggingEnvironment } from './log-reader.ts';
import type { StreamWriter } from './written-logs.ts';

/** Whose lines are shown. */
export interface FoundWriters {
  readonly containers: readonly ContainerWriter[];
  /** Those of tasks whose containers are gone. */
  readonly streams: readonly StreamWriter[];
}

/** Whether the lines of a writer are wanted: of all tasks where no name is given. */
export function isRequested({ names, tasks }: Pick<LogRequest, 'names' | 'tasks'>, writer: Writer): boolean {
  const isNamed = names.some((given) => isMeant(writer, given));
  if (tasks.length > 0)
    return (names.length === 0 || isNamed) && tasks.some((given) => isTask(writer, given));
  return names.length === 0 ? writer.task !== undefined : isNamed;
}

/** The writers of the environment’s containers. */
export async function listContainerWriters(
  logging: Pick<LoggingEnvironment, 'defined' | 'engine' | 'environment'>,
): Promise<readonly ContainerWriter[]> {
  return writersIn(await logging.engine.listContainers(logging.environment.labels), logging);
}

/** The writers in these containers of the environment. */
export function writersIn(
  containers: readonly ContainerSummary[],
  { environment, defined }: Pick<LoggingEnvironment, 'defined' | 'environment'>,
): readonly ContainerWriter[] {
  return containers.flatMap((each) => containerWriter(each, environment.name, defined) ?? []);
}

/** Finds whose lines are wanted. Raises `ENVIRONMENT_NOT_RUNNING`, `NO_SUCH_LOG`, `NO_LOG_LINES` and `LOGS_UNREADABLE`. */
export async function findWriters(
  logging: LoggingEnvironment,
  request: LogRequest,
  say: (text: string) => void,
): Promise<FoundWriters> {
  const containers = await listContainerWriters(logging);
  // CloudWatch Logs is in one of them.
  if (containers.length === 0) throw nothingRuns();
  const streams = await writtenBeside(logging, request);
  const all: readonly Writer[] = [...containers, ...(streams instanceof Failure ? [] : streams)];
  const wanted = containers.filter((writer) => isRequested(request, writer));
  if (streams instanceof Failure) {
    const onlyThere = unknownOf(request, containers);
    if ((onlyThere.length > 0 || wanted.length === 0) && !request.follow) throw streams;
    say(streams.message);
  } else refuseUnknown(logging, request, all);
  const present = new Set(containers.flatMap(({ stream }) => (stream === undefined ? [] : keyOf(stream))));
  const isGone = (writer: StreamWriter) => isRequested(request, writer) && !present.has(keyOf(writer.stream));
  return { containers: wanted, streams: streams instanceof Failure ? [] : streams.filter(isGone) };
}

function keyOf({ group, name }: StreamWriter['stream']): string {
  return `${group} ${name}`;
}

/** Servers write nothing to CloudWatch Logs, which may be what is looked into. */
async function writtenBeside(
  { written }: LoggingEnvironment,
  { names, tasks }: LogRequest,
): Promise<readonly StreamWriter[] | Failure> {
  const servers: readonly string[] = composeServices;
  if (names.length > 0 && tasks.length === 0 && names.every((name) => servers.includes(name))) return [];
  try {
    return await written.writers();
  } catch (cause) {
    const of = names.length === 0 ? '' : ` of '${names.join("', '")}'`;
    return new Failure(
      'LOGS_UNREADABLE',
      `The lines of stopped tasks${of} cannot be read from CloudWatch Logs: ${errorMessage(cause)}`,
      { hint: `See whether the environment is running: ${command('local:status')}`, cause },
    );
  }
}

function unknownOf({ names, tasks }: LogRequest, writers: readonly Writer[]): readonly string[] {
  return [
    ...names.filter((given) => !writers.some((writer) => isMeant(writer, given))),
    ...tasks.filter((given) => !writers.some((writer) => isTask(writer, given))),
  ];
}

/** A name that the definition has is known though nothing was written under it; following waits for its lines. */
function refuseUnknown(
  { defined }: LoggingEnvironment,
  request: LogRequest,
  writers: readonly Writer[],
): void {
  const known = knownNames(defined, writers);
  for (const given of unknownOf(request, writers)) {
    if (!known.isKnown(given)) throw noSuchLog(given, known.list);
    if (!request.follow) throw nothingWritten(given);
  }
}

function nothingRuns(): Failure {
  const hint = `Start it: ${command('local:up')}`;
  return new Failure('ENVIRONMENT_NOT_RUNNING', 'Nothing is running', { hint });
}

function noSuchLog(given: string, hint: string): Failure {
  return wrongUsage('NO_SUCH_LOG', `There is no service, task or server '${given}'`, hint);
}

function nothingWritten(given: string): Failure {
  return new Failure('NO_LOG_LINES', `CloudWatch Logs has no lines of '${given}'`, {
    hint: `Log lines do not survive a restart of LocalStack. To see why tasks do not start: ${command('local:status')}`,
  });
}
