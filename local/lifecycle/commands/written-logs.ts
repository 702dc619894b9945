import type { ContainerDefinition, TaskDefinition } from '../../../definition/model/ecs.ts';
import type { Workload } from '../../../definition/workload.ts';
import { ownValue } from '../../../json/own-value.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readPorts } from '../../environment/ports.ts';
import { serviceFamilies } from '../release/service-families.ts';
import { localClients } from '../servers/local-clients.ts';
import { lastLines } from './last-log-lines.ts';

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

/** Reads from an environment's own CloudWatch Logs; before the first start there are none. */
export function linesIn(environment: LocalEnvironment, region: string): ReadLines {
  return async (group, prefix, tail) => {
    const ports = await readPorts(environment);
    if (ports === undefined) return [];
    const logs = await (await localClients(environment, ports, region)).cloudWatchLogs();
    return await lastLines(logs, { group, prefix, tail });
  };
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
