import { allPages } from '../../../aws/all-pages.ts';
import type { AwsClients } from '../../../aws/clients.ts';
import type { ContainerDefinition, TaskDefinition } from '../../../definition/model/ecs.ts';
import type { Workload } from '../../../definition/workload.ts';
import { ownValue } from '../../../json/own-value.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readPorts } from '../../environment/ports.ts';
import { serviceFamilies } from '../release/service-families.ts';
import { localClients } from '../servers/local-clients.ts';

/** A line of a task whose container may be gone. */
export interface WrittenLine {
  /** As a container is named: `web/1a2b3c4d`. */
  readonly source: string;
  readonly line: string;
}

/** What reading written logs asks of CloudWatch Logs: the last lines of each of the newest streams with this prefix. */
export type ReadLines = (
  group: string,
  streamPrefix: string,
  tail: number,
) => Promise<readonly { readonly stream: string; readonly message: string }[]>;

/**
 * The last lines that each of the newest tasks of a service, a family or a container has written to CloudWatch Logs,
 * or one task that is named as `web/1a2b3c4d`; undefined if the definition has nothing of that name.
 */
export async function writtenLogs(
  workload: Pick<Workload, 'services' | 'taskDefinitions'>,
  source: string,
  tail: number,
  read: ReadLines,
): Promise<readonly WrittenLine[] | undefined> {
  const [name = '', task = ''] = source.split('/');
  const containers = containersOf(workload, name);
  if (containers.length === 0) return undefined;
  const lines = await Promise.all(containers.map((container) => linesOf(container, task, tail, read)));
  return lines.flat();
}

/** Reads from an environment's own CloudWatch Logs; gives nothing where that does not respond or does not have the group. */
export function linesIn(environment: LocalEnvironment, region: string): ReadLines {
  return async (group, prefix, tail) => {
    const ports = await readPorts(environment);
    if (ports === undefined) return [];
    const logs = await (await localClients(environment, ports, region)).cloudWatchLogs();
    const streams = await newestStreams(logs, group, prefix);
    const events = await Promise.all(streams.map((stream) => lastEvents(logs, group, stream, tail)));
    return events.flat().toSorted((left, right) => left.at - right.at);
  };
}

type Logs = Awaited<ReturnType<AwsClients['cloudWatchLogs']>>;

/** As many tasks as a failed deployment leaves behind. */
const mostStreams = 5;

async function newestStreams(logs: Logs, group: string, prefix: string): Promise<readonly string[]> {
  const asked = { logGroupName: group, logStreamNamePrefix: prefix };
  // In the order of their names, which are random: the newest may be on any page.
  const streams = await allPages(async (nextToken) => {
    const page = await logs.describeLogStreams({ ...asked, nextToken }).catch(() => undefined);
    return { items: page?.logStreams ?? [], next: page?.nextToken };
  });
  return streams
    .toSorted((left, right) => (right.creationTime ?? 0) - (left.creationTime ?? 0))
    .slice(0, mostStreams)
    .map(({ logStreamName: name = '' }) => name);
}

async function lastEvents(logs: Logs, logGroupName: string, stream: string, limit: number) {
  const asked = { logGroupName, logStreamName: stream, limit };
  const { events = [] } = await logs.getLogEvents(asked).catch(() => ({ events: [] }));
  return events.map(({ timestamp: at = 0, message = '' }) => ({ at, stream, message }));
}

function containersOf(
  workload: Pick<Workload, 'services' | 'taskDefinitions'>,
  source: string,
): readonly ContainerDefinition[] {
  const family = ownValue(serviceFamilies(workload), source) ?? source;
  const isWanted = (task: TaskDefinition, container: ContainerDefinition) =>
    task.family === family || container.name === source;
  return workload.taskDefinitions.flatMap((task) =>
    task.containerDefinitions.filter((container) => isWanted(task, container)),
  );
}

async function linesOf(
  { name, logConfiguration }: ContainerDefinition,
  task: string,
  tail: number,
  read: ReadLines,
): Promise<readonly WrittenLine[]> {
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logConfiguration?.options ?? {};
  if (group === undefined || prefix === undefined || tail === 0) return [];
  const lines = await read(group, `${prefix}/${name}/${task}`, tail);
  return lines.map(({ stream, message }) => ({
    source: `${name}/${(stream.split('/').at(-1) ?? '').slice(0, 8)}`,
    line: message,
  }));
}
