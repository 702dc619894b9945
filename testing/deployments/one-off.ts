import type { AwsClients } from '../../aws/clients.ts';
import { waitUntilTasksStopped } from '../../aws/ecs-waiters.ts';
import { eventually } from '../eventually.ts';
import { tasksOf } from './tasks.ts';

const cluster = 'spree-local-cluster';

/** Runs a command in a one-off task of the store, and gives its exit code and what it wrote to CloudWatch Logs. */
export async function runOneOff(
  clients: AwsClients,
  command: readonly string[],
): Promise<{ readonly exitCode: number | undefined; readonly output: string }> {
  const ecs = await clients.ecs();
  const { tasks: started = [] } = await ecs.runTask({
    cluster,
    taskDefinition: 'spree-local-oneoff',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    overrides: { containerOverrides: [{ name: 'oneoff', command: [...command] }] },
  });
  const arn = started[0]?.taskArn ?? '';
  const request = { cluster, tasks: [arn] };
  await waitUntilTasksStopped({ client: ecs, maxWaitTime: 120, minDelay: 1, maxDelay: 1 }, request);
  const { tasks = [] } = await ecs.describeTasks(request);
  return { exitCode: tasks[0]?.containers?.[0]?.exitCode, output: await outputOf(clients, arn) };
}

/** Whether a one-off task runs. */
export async function oneOffRuns(clients: AwsClients): Promise<boolean> {
  const tasks = await tasksOf(clients, { cluster, family: 'spree-local-oneoff' }, 'RUNNING');
  return tasks.some(({ lastStatus }) => lastStatus === 'RUNNING');
}

/** A task's last lines may come after its end. */
async function outputOf(clients: AwsClients, arn: string): Promise<string> {
  const logs = await clients.cloudWatchLogs();
  const logStreamName = `oneoff/oneoff/${arn.split('/').at(-1)}`;
  let lines: readonly string[] = [];
  await eventually('output of the task', async () => {
    const { events = [] } = await logs.getLogEvents({ logGroupName: '/ecs/spree-local', logStreamName });
    lines = events.map(({ message = '' }) => message);
    return lines.length > 0;
  });
  return lines.join('\n');
}
