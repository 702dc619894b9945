import { z } from 'zod';
import type { ContainerDefinition } from '../../aws/ecs-types.ts';
import { Failure } from '../../failure/failure.ts';
import { findService, shortServiceName } from '../find-services.ts';
import { listServiceNames } from '../service-status.ts';
import { readStackOutputs } from '../stack-outputs.ts';
import type { Target } from '../target.ts';
import type { LogSource } from './log-event.ts';

const outputs = z.object({ ClusterName: z.string(), LogGroupName: z.string() });

/**
 * Where services and tasks write: `web`, a task of it (`web/1a2b3c4d`), or what is no service, such as `oneoff`; without a
 * name, all that the environment’s tasks write. Raises `NO_SUCH_LOG`,
 * `SERVICE_AMBIGUOUS` and `STACK_OUTPUTS_UNREADABLE`.
 */
export async function logSources(target: Target, names: readonly string[]): Promise<readonly LogSource[]> {
  const { ClusterName, LogGroupName } = await readStackOutputs(target, outputs);
  if (names.length === 0) return [{ group: LogGroupName, streamPrefix: undefined }];
  const services = await listServiceNames(await target.clients.ecs(), ClusterName);
  const found = await Promise.all(
    names.map(async (given) => {
      const [name = '', task = ''] = given.split('/');
      const isService = services.some((each) => each === name || each.endsWith(`-${name}`));
      const containers = isService
        ? await containersOf(target, ClusterName, findService(services, name))
        : [];
      const sources = containers.flatMap((container) => sourceOf(container, task));
      if (sources.length > 0) return sources;
      const source = { group: LogGroupName, streamPrefix: `${name}/` };
      if (await hasStream(target, source))
        return [task === '' ? source : { ...source, streamPrefix: `${name}/${name}/${task}` }];
      const known = services.map((each) => shortServiceName(each, target.environment)).toSorted();
      throw new Failure('NO_SUCH_LOG', `Nothing has written as '${name}' to ${LogGroupName}`, {
        hint: `Services: ${known.join(', ') || 'none'}. One-off tasks write as oneoff, once one has run.`,
      });
    }),
  );
  return found.flat();
}

async function containersOf(
  { clients }: Target,
  cluster: string,
  service: string,
): Promise<readonly ContainerDefinition[]> {
  const ecs = await clients.ecs();
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
