import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntilTasksRunning, waitUntilTasksStopped } from '../aws/ecs-waiters.ts';
import type { ParityStatus } from './api/parity/status.ts';
import { type ControlPlaneStage, openControlPlaneStage } from './stage/control-plane-stage.ts';
import { exampleWorkload } from './stage/example-workload.ts';

let stage: ControlPlaneStage;

beforeAll(async () => {
  stage = await openControlPlaneStage();
  await stage.put(exampleWorkload(stage.taskImage, 'setInterval(() => {}, 1000)'));
  await twoRun();
});
afterAll(() => stage?.close());

const isRunning = (task: ParityStatus['tasks'][number]) =>
  task.group === 'service:web' && task.lastStatus === 'RUNNING' && task.desiredStatus === 'RUNNING';
const running = (status: ParityStatus) => status.tasks.filter(isRunning).map((task) => task.id);
const twoRun = (but?: string) =>
  stage.until('two tasks run', (status) => {
    const ids = running(status);
    return ids.length === 2 && !ids.includes(but ?? '');
  });

async function firstTask(): Promise<{ readonly taskId: string; readonly runtimeId: string }> {
  const taskId = running(await twoRun())[0] ?? '';
  const container = await stage.container(taskId, 'web');
  return { taskId, runtimeId: container?.id ?? '' };
}

async function runOnce(
  family: string,
  command?: readonly string[],
  { stopOnceRunning = false }: { readonly stopOnceRunning?: boolean } = {},
) {
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
  const { lastStatus, stopCode, stoppedReason } = task ?? {};
  return { lastStatus, stopCode, stoppedReason, exitCode: container?.exitCode, reason: container?.reason };
}

describe('tasks on the engine', () => {
  it('are replaced when they are killed, and say how they ended', async () => {
    const { taskId, runtimeId } = await firstTask();
    const killedAt = Date.now();
    await stage.engine.killContainer(runtimeId, 'SIGKILL');
    const status = await twoRun(taskId);
    const replacement = status.tasks.filter(isRunning).sort((a, b) => b.createdAt - a.createdAt)[0];
    expect((replacement?.createdAt ?? 0) - killedAt).toBeLessThan(1000);
    const ended = await stage.until('the killed task stopped', ({ tasks }) =>
      tasks.some((task) => task.id === taskId && task.lastStatus === 'STOPPED'),
    );
    expect(ended.tasks.find((task) => task.id === taskId)).toMatchObject({
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 137 }],
    });
    expect(await stage.container(taskId, 'web')).toBeUndefined();
  });

  it('find their metadata at the address that ECS gives them', async () => {
    const { taskId, runtimeId } = await firstTask();
    const program =
      "fetch(process.env.ECS_CONTAINER_METADATA_URI_V4+'/task').then(async (r) => console.log(await r.text()))";
    const { stdout } = await stage.engine.exec(runtimeId, ['node', '-e', program]);
    expect(JSON.parse(stdout)).toMatchObject({
      TaskARN: `arn:aws:ecs:ap-southeast-1:000000000000:task/spree-local-cluster/${taskId}`,
      Family: 'web',
      LaunchType: 'FARGATE',
      Containers: [{ Name: 'web', DockerId: runtimeId, KnownStatus: 'RUNNING' }],
    });
  });

  it('that run once pass their exit code on', async () => {
    expect(await runOnce('oneoff', ['process.exit(3)'])).toEqual({
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      exitCode: 3,
      reason: undefined,
    });
  });

  it('that use more memory than they have are killed for it', async () => {
    const greedy = 'const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 5)';
    expect(await runOnce('oneoff', [greedy])).toMatchObject({
      exitCode: 137,
      reason: expect.stringMatching(/^OutOfMemoryError/),
    });
  });

  it('whose image is not there cannot be started', async () => {
    expect(await runOnce('unbuilt')).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringMatching(/^CannotPullContainerError: .*not-there:1/),
    });
  });

  it('share volumes, and start in the order of their dependencies', async () => {
    expect(await runOnce('pair')).toMatchObject({ exitCode: 'hello'.length });
    expect(await stage.taskVolumes()).toEqual([]);
  });

  it('that do not end at the stop signal are killed after their stop timeout', async () => {
    const stubborn = "process.on('SIGTERM', () => console.log('no')); setInterval(() => {}, 1000)";
    expect(await runOnce('oneoff', [stubborn], { stopOnceRunning: true })).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
      exitCode: 137,
    });
  });

  it('go on when the control plane is killed; what happened meanwhile is made good', async () => {
    const { taskId, runtimeId } = await firstTask();
    const kept = running(await stage.status()).find((id) => id !== taskId) ?? '';
    const keptContainer = await stage.container(kept, 'web');
    await stage.crash();
    await stage.engine.killContainer(runtimeId, 'SIGKILL');
    expect((await stage.container(kept, 'web'))?.state).toBe('running');
    await stage.start();
    expect(running(await twoRun(taskId))).toContain(kept);
    expect((await stage.container(kept, 'web'))?.id).toBe(keptContainer?.id);
  });
});
