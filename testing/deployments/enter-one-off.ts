import type { AwsClients } from '../../aws/clients.ts';
import { connect } from '../../local/control-plane/ecs-exec/testing/exec-stage.ts';
import { eventually } from '../eventually.ts';

const cluster = 'spree-local-cluster';

/** Starts a one-off task that waits, enters it with ECS Exec, and gives what a command wrote there. */
export async function enterOneOff(clients: AwsClients, command: string): Promise<string> {
  const ecs = await clients.ecs();
  const { tasks: started = [] } = await ecs.runTask({
    cluster,
    taskDefinition: 'spree-local-oneoff',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    overrides: { containerOverrides: [{ name: 'oneoff', command: ['sleep', '120'] }] },
    enableExecuteCommand: true,
  });
  const task = started[0]?.taskArn ?? '';
  try {
    await eventually('an agent of ECS Exec', async () => {
      const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [task] });
      const [agent] = tasks[0]?.containers?.[0]?.managedAgents ?? [];
      return agent?.lastStatus === 'RUNNING';
    });
    const { session } = await ecs.executeCommand({ cluster, task, command, interactive: true });
    const { sessionId = '', streamUrl = '', tokenValue = '' } = session ?? {};
    const { plugin, closed } = await connect({ sessionId, streamUrl, tokenValue });
    await closed;
    return plugin.output();
  } finally {
    await ecs.stopTask({ cluster, task });
  }
}
