import type { ContainerDefinition, TaskDefinition } from '../../../definition/model/ecs.ts';
import type { Workload } from '../../../definition/workload.ts';
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

/** What reading written logs asks of CloudWatch Logs: the events of a group's streams with this prefix, the oldest first. */
export type ReadEvents = (
  group: string,
  streamPrefix: string,
) => Promise<readonly { readonly stream: string; readonly message: string }[]>;

/**
 * The last lines that tasks of a service, a family or a container have written to CloudWatch Logs; undefined where
 * the definition has nothing of that name.
 */
export async function writtenLogs(
  workload: Pick<Workload, 'services' | 'taskDefinitions'>,
  source: string,
  tail: number,
  read: ReadEvents,
): Promise<readonly WrittenLine[] | undefined> {
  const containers = containersOf(workload, source);
  if (containers.length === 0) return undefined;
  const lines = await Promise.all(containers.map((container) => linesOf(container, tail, read)));
  return lines.flat();
}

/** Reads from an environment's own CloudWatch Logs; gives nothing where that does not answer or lacks the group. */
export function eventsOf(environment: LocalEnvironment, region: string): ReadEvents {
  return async (logGroupName, logStreamNamePrefix) => {
    const ports = await readPorts(environment);
    if (ports === undefined) return [];
    const logs = await (await localClients(environment, ports, region)).cloudWatchLogs();
    const answer = await logs.filterLogEvents({ logGroupName, logStreamNamePrefix }).catch(() => undefined);
    return (answer?.events ?? []).map(({ logStreamName = '', message = '' }) => ({
      stream: logStreamName,
      message,
    }));
  };
}

function containersOf(
  workload: Pick<Workload, 'services' | 'taskDefinitions'>,
  source: string,
): readonly ContainerDefinition[] {
  const family = serviceFamilies(workload)[source] ?? source;
  const isWanted = (task: TaskDefinition, container: ContainerDefinition) =>
    task.family === family || container.name === source;
  return workload.taskDefinitions.flatMap((task) =>
    task.containerDefinitions.filter((container) => isWanted(task, container)),
  );
}

async function linesOf(
  { name, logConfiguration }: ContainerDefinition,
  tail: number,
  read: ReadEvents,
): Promise<readonly WrittenLine[]> {
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logConfiguration?.options ?? {};
  if (group === undefined || prefix === undefined || tail === 0) return [];
  const events = await read(group, `${prefix}/${name}/`);
  return events.slice(-tail).map(({ stream, message }) => ({
    source: `${name}/${(stream.split('/').at(-1) ?? '').slice(0, 8)}`,
    line: message,
  }));
}
