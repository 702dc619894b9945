import { z } from 'zod';
import type { ContainerDefinition } from '../../aws/ecs-types.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { findService, shortServiceName } from '../find-services.ts';
import { listServiceNames } from '../service-status.ts';
import { readStackOutputs } from '../stack-outputs.ts';
import type { Target } from '../target.ts';
import type { LogSource } from './log-event.ts';
import { isTaskName, taskIdIn } from './log-name.ts';
import type { LogRequest } from './log-request.ts';
import { taskStreams } from './task-streams.ts';

const outputs = z.object({ ClusterName: z.string(), LogGroupName: z.string() });

/** Where the tasks of an environment write. */
interface Place {
  readonly target: Target;
  readonly cluster: string;
  readonly group: string;
  readonly services: readonly string[];
}

/**
 * Where services and tasks write: `web`, a task of it (`web/1a2b3c4d`, or its id alone), or what is no service, such as
 * `oneoff`; without a name, all that the environment’s tasks write. Raises `NO_SUCH_LOG`, `SERVICE_AMBIGUOUS` and
 * `STACK_OUTPUTS_UNREADABLE`.
 */
export async function logSources(
  target: Target,
  { names, tasks }: Pick<LogRequest, 'names' | 'tasks'>,
): Promise<readonly LogSource[]> {
  const { ClusterName: cluster, LogGroupName: group } = await readStackOutputs(target, outputs);
  if (names.length === 0 && tasks.length === 0) return [{ group, streamPrefix: undefined }];
  const services = await listServiceNames(await target.clients.ecs(), cluster);
  const place = { target, cluster, group, services };
  const given = names.length === 0 ? tasks : names.flatMap((name) => withTasks(name, tasks));
  const found = await Promise.all(given.map((each) => sourcesOf(place, each)));
  return withoutCovered(found.flat());
}

/** Of sources that overlap, such as a service and one of its tasks, each line is read once. */
function withoutCovered(sources: readonly LogSource[]): readonly LogSource[] {
  const covers = (other: LogSource, source: LogSource) =>
    other.group === source.group && (source.streamPrefix ?? '').startsWith(other.streamPrefix ?? '');
  return sources.filter((source, index) =>
    sources.every(
      (other, place) => place === index || !covers(other, source) || (covers(source, other) && place > index),
    ),
  );
}

/** The tasks of a name, each as `web/1a2b3c4d`. */
function withTasks(name: string, tasks: readonly string[]): readonly string[] {
  return tasks.length === 0 ? [name] : tasks.map((task) => `${name.split('/')[0]}/${taskIdIn(task)}`);
}

async function sourcesOf(place: Place, given: string): Promise<readonly LogSource[]> {
  const { target, group, services } = place;
  const [name = '', task = ''] = given.startsWith('arn:') ? [] : given.split('/');
  const isService = services.some((each) => each === name || each.endsWith(`-${name}`));
  if (name !== '' && isService) {
    const containers = await containersOf(place, findService(services, name));
    const sources = containers.flatMap((container) => sourceOf(container, task));
    if (sources.length > 0) return sources;
  }
  const source = { group, streamPrefix: `${name}/` };
  if (name !== '' && (await hasStream(target, source)))
    return [task === '' ? source : { ...source, streamPrefix: `${name}/${name}/${task}` }];
  const ofTask = isTaskName(given)
    ? await taskStreams(await target.clients.cloudWatchLogs(), group, given)
    : [];
  if (ofTask.length > 0) return ofTask;
  const known = services.map((each) => shortServiceName(each, target.environment)).toSorted();
  throw wrongUsage(
    'NO_SUCH_LOG',
    `Nothing has written as '${given}' to ${group}`,
    `Services: ${known.join(', ') || 'none'}. One-off tasks write as oneoff, once one has run.`,
  );
}

async function containersOf(
  { target, cluster }: Place,
  service: string,
): Promise<readonly ContainerDefinition[]> {
  const ecs = await target.clients.ecs();
  const { services = [] } = await ecs.describeServices({ cluster, services: [service] });
  const taskDefinition = services[0]?.taskDefinition;
  if (taskDefinition === undefined) return [];
  const answer = await ecs.describeTaskDefinition({ taskDefinition });
  return answer.taskDefinition?.containerDefinitions ?? [];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
function sourceOf({ name, logConfiguration }: ContainerDefinition, task: string): readonly LogSource[] {
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logConfiguration?.options ?? {};
  if (group === undefined || prefix === undefined) return [];
  return [{ group, streamPrefix: `${prefix}/${name}/${task}` }];
}

async function hasStream({ clients }: Target, { group, streamPrefix }: LogSource): Promise<boolean> {
  const logs = await clients.cloudWatchLogs();
  const { logStreams = [] } = await logs.describeLogStreams({
    logGroupName: group,
    logStreamNamePrefix: streamPrefix,
    limit: 1,
  });
  return logStreams.length > 0;
}
