import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import { ownValue } from '../../../json/own-value.ts';
import { systemClock } from '../../../time/clock.ts';
import { containerLabel, roleLabel, runtimeName, taskLabel } from '../../control-plane/tasks/task-names.ts';
import type { ContainerSummary, Engine } from '../../docker/engine.ts';
import { composeServiceLabel } from '../../environment/compose-labels.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { composeServices } from '../servers/start-servers.ts';
import type { WrittenLine } from './written-logs.ts';

export interface LogsRequest {
  /** Servers, containers of tasks such as `web` or `web/1a2b3c4d`, services or families; none of them is all. */
  readonly sources: readonly string[];
  /** The family of a service's task definition, by the service's name. */
  readonly families: Readonly<Record<string, string>>;
  readonly follow: boolean;
  /** How many of the last lines of each container. */
  readonly tail: number;
  readonly signal: AbortSignal;
  readonly onLine: (source: string, line: string) => void;
  /** A remark beside the lines. */
  readonly say: (text: string) => void;
  /** What tasks of this name have written to CloudWatch Logs; undefined if the definition has none. */
  readonly written: (source: string) => Promise<readonly WrittenLine[] | undefined>;
}

/** What reading logs needs of the engine. */
export type LogsEngine = Pick<Engine, 'containerLogs' | 'listContainers'>;

/** How often `follow` looks for containers that are new, such as those of a deployment. */
const lookEveryMs = 1_000;

/**
 * Gives the output of an environment's containers: first that of tasks whose containers no longer exist, then
 * that of existing containers; with `follow`, until the signal aborts, including new containers. Raises
 * `NO_SUCH_LOG` for a name that nothing has, with the names that there are, and where nothing was written, and
 * `LOGS_UNREADABLE` if CloudWatch Logs, which would have all there is to show, cannot be read.
 */
export async function environmentLogs(
  engine: LogsEngine,
  environment: LocalEnvironment,
  request: LogsRequest,
): Promise<void> {
  const { names, wanted } = await findSources(engine, environment, request);
  const gone = await linesOfGone(request, environment, { names, wanted });
  for (const { source, line } of gone) request.onLine(source, line);
  const shown = new Set(wanted.map(({ container }) => container.id));
  const outputs = wanted.map((source) => show(engine, source, request, request.tail));
  const later = request.follow ? followNew(engine, environment, request, shown) : undefined;
  await Promise.all([...outputs, later]);
}

/** ECS removes the containers of tasks that stopped; their lines are in CloudWatch Logs. */
async function linesOfGone(
  request: LogsRequest,
  environment: LocalEnvironment,
  { names, wanted }: FoundSources,
): Promise<readonly WrittenLine[]> {
  if (request.sources.length === 0 && names.length === 0) throw noSuchLog(undefined, names);
  const present = new Set(names);
  const gone: WrittenLine[] = [];
  for (const source of request.sources) {
    const isPresent = wanted.some(({ container, name }) =>
      isNamed(container, name, source, request, environment),
    );
    const written = await writtenBeside(source, request, isPresent || request.follow);
    if (written === undefined && !isPresent) {
      throw noSuchLog(source, [...present, ...Object.keys(request.families)]);
    }
    if (written?.length === 0 && !isPresent && !request.follow) throw nothingWritten(source);
    gone.push(...(written ?? []).filter((line) => !present.has(line.source)));
  }
  return gone;
}

/** Containers have something to show even where CloudWatch Logs, which may be what is looked into, does not respond. */
async function writtenBeside(
  source: string,
  { written, say }: LogsRequest,
  isMoreToShow: boolean,
): Promise<readonly WrittenLine[] | undefined> {
  try {
    return await written(source);
  } catch (cause) {
    const failure = unreadable(source, cause);
    if (!isMoreToShow) throw failure;
    say(failure.message);
    return [];
  }
}

function unreadable(source: string, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new Failure(
    'LOGS_UNREADABLE',
    `The lines of stopped tasks of '${source}' cannot be read from CloudWatch Logs: ${why}`,
    { hint: `See whether the environment is running: ${command('local:status')}`, cause },
  );
}

function nothingWritten(source: string): Failure {
  return new Failure('NO_SUCH_LOG', `CloudWatch Logs has no lines of '${source}'`, {
    hint: `Log lines do not survive a restart of LocalStack. To see why tasks do not start: ${command('local:status')}`,
  });
}

interface FoundSources {
  readonly names: readonly string[];
  readonly wanted: readonly Source[];
}

/** A container's output, under the name that it is shown by. */
interface Source {
  readonly container: ContainerSummary;
  readonly name: string;
}

async function findSources(
  engine: LogsEngine,
  environment: LocalEnvironment,
  request: LogsRequest,
): Promise<FoundSources> {
  const containers = await engine.listContainers(environment.labels);
  const all = containers.filter(saysSomething).map((container) => ({
    container,
    name: sourceOf(container, environment),
  }));
  const isWanted = ({ container, name }: Source) =>
    request.sources.length === 0 ||
    request.sources.some((source) => isNamed(container, name, source, request, environment));
  const wanted = all.filter(isWanted);
  return { names: all.map(({ name }) => name), wanted };
}

async function followNew(
  engine: LogsEngine,
  environment: LocalEnvironment,
  request: LogsRequest,
  shown: Set<string>,
): Promise<void> {
  const outputs: Promise<void>[] = [];
  let failure: unknown;
  while (!request.signal.aborted && failure === undefined) {
    const { wanted } = await findSources(engine, environment, request);
    for (const source of wanted.filter(({ container }) => !shown.has(container.id))) {
      shown.add(source.container.id);
      const output = show(engine, source, request, undefined).catch((error: unknown) => {
        failure ??= isGone(error) ? undefined : error;
      });
      outputs.push(output);
    }
    await systemClock.sleep(lookEveryMs, request.signal);
  }
  if (failure !== undefined) throw failure;
  await Promise.all(outputs);
}

/** A container that came and went between two looks. */
function isGone(error: unknown): boolean {
  return error instanceof Failure && error.code === 'ENGINE_NOT_FOUND';
}

async function show(
  engine: LogsEngine,
  { container, name }: Source,
  { follow, signal, onLine }: LogsRequest,
  tail: number | undefined,
): Promise<void> {
  const options = { follow, signal, ...(tail === undefined ? {} : { tail }) };
  for await (const line of engine.containerLogs(container.id, options)) onLine(name, line.text);
}

/** A task's pause container does not. */
function saysSomething({ labels }: ContainerSummary): boolean {
  return labels[roleLabel] !== 'pause';
}

/** A server's own name, or a task's as `web/1a2b3c4d`. */
function sourceOf(container: ContainerSummary, environment: LocalEnvironment): string {
  const service = composeServices.find((name) => name === container.labels[composeServiceLabel]);
  if (service !== undefined) return service;
  const task = container.labels[taskLabel]?.slice(0, 8);
  const name = container.labels[containerLabel];
  return task === undefined || name === undefined
    ? container.name.replace(`${environment.name}-`, '')
    : `${name}/${task}`;
}

function isNamed(
  container: ContainerSummary,
  name: string,
  source: string,
  { families }: Pick<LogsRequest, 'families'>,
  environment: LocalEnvironment,
): boolean {
  const family = ownValue(families, source) ?? source;
  return (
    name === source ||
    name.startsWith(`${source}/`) ||
    isOfFamily(container, family, environment) ||
    name === `${environment.name}-${source}`
  );
}

/** The names of a task's containers begin with its family and the beginning of its id. */
function isOfFamily(
  { labels, name }: ContainerSummary,
  family: string,
  environment: LocalEnvironment,
): boolean {
  const id = labels[taskLabel];
  return id !== undefined && name.startsWith(runtimeName(environment.name, { id }, { family }, ''));
}

function noSuchLog(source: string | undefined, names: readonly string[]): Failure {
  const what =
    source === undefined ? 'Nothing is running' : `There is no service, task or server '${source}'`;
  return new Failure('NO_SUCH_LOG', what, {
    hint:
      names.length === 0 ? `Start it: ${command('local:up')}` : `Available: ${names.toSorted().join(', ')}.`,
  });
}
