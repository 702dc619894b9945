import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workload } from '../../definition/workload.ts';
import type { ParityStatus } from './api/parity/status.ts';
import { type ControlPlaneStage, openControlPlaneStage } from './testing/control-plane-stage.ts';
import { exampleWorkload } from './testing/example-workload.ts';
import { runTask } from './testing/run-task.ts';

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

describe('tasks on the engine', () => {
  it('are replaced when they are killed, and report how they ended', async () => {
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
    const [container, task] = [await metadata(runtimeId, ''), await metadata(runtimeId, '/task')];
    expect(container).toEqual(shapes.container(taskId, runtimeId));
    expect(task).toEqual(shapes.task(taskId, runtimeId));
  });

  it('find their statistics there, as the engine has them, with the previous reading and the rates', async () => {
    const { runtimeId } = await firstTask();
    const [container, task] = [await metadata(runtimeId, '/stats'), await metadata(runtimeId, '/task/stats')];
    expect(container).toMatchObject(shapes.stats(runtimeId));
    expect(task).toMatchObject({ [runtimeId]: shapes.stats(runtimeId) });
    expect(await metadata(runtimeId, '/unknown')).toBe('V4 container metadata handler: not found');
  });

  it('that run once pass on their exit code', async () => {
    expect(await runTask(stage, 'oneoff', ['process.exit(3)'])).toEqual({
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      exitCode: 3,
      reason: undefined,
    });
  });

  it('that use more memory than they have are killed for it', async () => {
    const greedy = 'const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 5)';
    expect(await runTask(stage, 'oneoff', [greedy])).toMatchObject({
      exitCode: 137,
      reason: expect.stringMatching(/^OutOfMemoryError/),
    });
  });

  it('whose image does not exist cannot be started, and leave nothing behind', async () => {
    await twoRun();
    const before = await stage.taskContainers();
    expect(await runTask(stage, 'unbuilt')).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringMatching(/^CannotPullContainerError: .*not-there:1/),
    });
    expect(await stage.taskContainers()).toEqual(before);
  });

  it('share volumes, and start in the order of their dependencies', async () => {
    expect(await runTask(stage, 'pair')).toMatchObject({ exitCode: 'hello'.length });
    expect(await stage.taskVolumes()).toEqual([]);
  });

  it('have the user, the file systems, the limits and the init process of their definition', async () => {
    expect(await runTask(stage, 'confined')).toMatchObject({ exitCode: 0, reason: undefined });
  });

  it('that do not end at the stop signal are killed after their stop timeout', async () => {
    const stubborn = "process.on('SIGTERM', () => console.log('no')); setInterval(() => {}, 1000)";
    expect(await runTask(stage, 'oneoff', [stubborn], { stopOnceRunning: true })).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
      exitCode: 137,
    });
  });

  it('keep running when the control plane is killed; it catches up on what happened meanwhile', async () => {
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

  it('whose container fails its health check are replaced', async () => {
    await stage.put(watched(exampleWorkload(stage.taskImage, 'setInterval(() => {}, 1000)')));
    const areHealthy = (status: ParityStatus) =>
      running(status).length === 2 &&
      status.tasks.filter(isRunning).every(({ containers: [own] }) => own?.healthStatus === 'HEALTHY');
    const [ailing = ''] = running(await stage.until('two tasks are healthy', areHealthy));
    const container = await stage.container(ailing, 'web');
    await stage.engine.exec(container?.id ?? '', ['touch', '/tmp/ill']);
    const isStopped = (task: ParityStatus['tasks'][number]) =>
      task.id === ailing && task.lastStatus === 'STOPPED';
    const { tasks } = await stage.until('the ailing task stopped', (status) => status.tasks.some(isStopped));
    expect(tasks.find(isStopped)?.stoppedReason).toBe('Task failed container health checks');
    expect(running(await stage.until('two others are healthy', areHealthy))).not.toContain(ailing);
  });
});

/** The service's tasks are ill once there is a file that says so. */
function watched(workload: Workload): Workload {
  const healthCheck = {
    command: ['CMD-SHELL', 'test ! -e /tmp/ill'],
    intervalSeconds: 5,
    timeoutSeconds: 5,
    retries: 1,
    startPeriodSeconds: 0,
  };
  const taskDefinitions = workload.taskDefinitions.map((each) =>
    each.family === 'web'
      ? { ...each, containerDefinitions: each.containerDefinitions.map((one) => ({ ...one, healthCheck })) }
      : each,
  );
  return { ...workload, taskDefinitions };
}

/** What a task is told below its `ECS_CONTAINER_METADATA_URI_V4`. */
async function metadata(runtimeId: string, path: string): Promise<unknown> {
  const program = `fetch(process.env.ECS_CONTAINER_METADATA_URI_V4+'${path}').then(async (r) => console.log(await r.text()))`;
  return JSON.parse((await stage.engine.exec(runtimeId, ['node', '-e', program])).stdout);
}

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const arn = (kind: string, name: string) => `arn:aws:ecs:ap-southeast-1:000000000000:${kind}/${name}`;
const counted = expect.any(Number);

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-examples.html */
const shapes = {
  container: (taskId: string, runtimeId: string) => ({
    DockerId: runtimeId,
    Name: 'web',
    DockerName: expect.stringContaining(`web-${taskId.slice(0, 8)}-web`),
    Image: stage.taskImage,
    ImageID: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    Labels: {
      'com.amazonaws.ecs.cluster': arn('cluster', 'spree-local-cluster'),
      'com.amazonaws.ecs.container-name': 'web',
      'com.amazonaws.ecs.task-arn': arn('task', `spree-local-cluster/${taskId}`),
      'com.amazonaws.ecs.task-definition-family': 'web',
      'com.amazonaws.ecs.task-definition-version': '1',
    },
    DesiredStatus: 'RUNNING',
    KnownStatus: 'RUNNING',
    Limits: { CPU: 0, Memory: 128 },
    CreatedAt: time,
    StartedAt: time,
    Type: 'NORMAL',
    ContainerARN: expect.stringMatching(
      `^${arn('container', `spree-local-cluster/${taskId}/`)}[0-9a-f]{32}$`,
    ),
    Networks: [
      {
        NetworkMode: 'awsvpc',
        IPv4Addresses: [expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/)],
        AttachmentIndex: 0,
      },
    ],
    Snapshotter: 'overlayfs',
  }),
  task: (taskId: string, runtimeId: string) => ({
    Cluster: arn('cluster', 'spree-local-cluster'),
    TaskARN: arn('task', `spree-local-cluster/${taskId}`),
    Family: 'web',
    Revision: '1',
    ServiceName: 'web',
    DesiredStatus: 'RUNNING',
    KnownStatus: 'RUNNING',
    Limits: { CPU: 0.25, Memory: 128 },
    PullStartedAt: time,
    PullStoppedAt: time,
    AvailabilityZone: 'ap-southeast-1a',
    LaunchType: 'FARGATE',
    Containers: [shapes.container(taskId, runtimeId)],
  }),
  stats: (runtimeId: string) => ({
    id: runtimeId,
    read: time,
    preread: time,
    cpu_stats: { cpu_usage: { total_usage: counted }, system_cpu_usage: counted, online_cpus: counted },
    precpu_stats: { cpu_usage: { total_usage: counted }, system_cpu_usage: counted, online_cpus: counted },
    memory_stats: { usage: counted, limit: 128 * 1024 * 1024 },
    networks: { eth0: { rx_bytes: counted, rx_packets: counted, tx_bytes: counted, tx_packets: counted } },
    network_rate_stats: { rx_bytes_per_sec: counted, tx_bytes_per_sec: counted },
  }),
};
