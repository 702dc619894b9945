import { waitUntilTasksRunning, waitUntilTasksStopped } from '../../../aws/ecs-waiters.ts';
import type { ControlPlaneStage } from './control-plane-stage.ts';

/** How a one-off task ended: the task's end and that of its main container. */
export interface EndedTask {
  readonly lastStatus: string | undefined;
  readonly stopCode: string | undefined;
  readonly stoppedReason: string | undefined;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
}

/** Runs a task of this family once, with another command for the container of that name, until it has stopped. */
export async function runTask(
  stage: ControlPlaneStage,
  family: string,
  command?: readonly string[],
  { stopOnceRunning = false }: { readonly stopOnceRunning?: boolean } = {},
): Promise<EndedTask> {
  const ecs = await stage.clients.ecs();
  const overrides = command && { containerOverrides: [{ name: family, command: [...command] }] };
  const started = await ecs.runTask({
    cluster: 'spree-local-cluster',
    taskDefinition: family,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    ...(overrides === undefined ? {} : { overrides }),
  });
  const request = { cluster: 'spree-local-cluster', tasks: [started.tasks?.[0]?.taskArn ?? ''] };
  if (stopOnceRunning) {
    await waitUntilTasksRunning({ client: ecs, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, request);
    await ecs.stopTask({ cluster: request.cluster, task: request.tasks[0], reason: 'enough' });
  }
  await waitUntilTasksStopped({ client: ecs, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, request);
  const task = (await ecs.describeTasks(request)).tasks?.[0];
  const container = task?.containers?.find((each) => each.name !== 'first');
  return {
    lastStatus: task?.lastStatus,
    stopCode: task?.stopCode,
    stoppedReason: task?.stoppedReason,
    exitCode: container?.exitCode,
    reason: container?.reason,
  };
}
