import type { Task } from '../../aws/ecs-types.ts';
import { lastLinesOfTask } from '../../operations/last-lines-of-task.ts';
import { nameInArn } from '../../operations/name-in-arn.ts';
import { startTask } from '../../operations/one-off-task.ts';
import type { Target } from '../../operations/target.ts';
import type { WorkerLaunch } from './worker-launch.ts';
import type { TaskState, WorkerTasks } from './worker-tasks.ts';

/** What workers are told of their run. */
export interface WorkerRun {
  /** The run's folder in the bucket, such as `runs/x/`. */
  readonly prefix: string;
  /** From where the program can be got. */
  readonly programAddress: string;
}

/** Gets the program of a worker and runs it: all that its image has is Node. */
const bootstrap = [
  'const got = await fetch(process.env.LOADTEST_PROGRAM);',
  "if (!got.ok) throw new Error('The program of the worker: ' + got.status + ' ' + (await got.text()));",
  "const { writeFile } = await import('node:fs/promises');",
  "await writeFile('/tmp/worker.mjs', Buffer.from(await got.arrayBuffer()));",
  "await import('/tmp/worker.mjs');",
].join(' ');

const shownLines = 5;

/** Fargate tasks of the environment's own cluster; locally those of the control plane, by the same calls. */
export async function ecsWorkerTasks(
  target: Target,
  launch: WorkerLaunch,
  { prefix, programAddress }: WorkerRun,
): Promise<WorkerTasks> {
  const ecs = await target.clients.ecs();
  const { cluster, bucket, taskDefinition } = launch;
  const seen = new Set<string>();
  return {
    start: (worker) =>
      startTask(ecs, launch, {
        command: ['node', '--input-type=module', '-e', bootstrap],
        startedBy: 'loadtest',
        environment: {
          LOADTEST_PROGRAM: programAddress,
          LOADTEST_BUCKET: bucket,
          LOADTEST_RUN: prefix,
          LOADTEST_WORKER: String(worker),
        },
      }),
    look: async (ids) => {
      const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [...ids] });
      const known = new Map(tasks.map((task) => [task.taskArn ?? '', stateOf(task, launch.container)]));
      for (const id of known.keys()) seen.add(id);
      const gone = ids.filter((id) => seen.has(id) && !known.has(id));
      return new Map([...known, ...gone.map((id) => [id, forgotten] as const)]);
    },
    stop: async (id) => {
      await ecs.stopTask({ cluster, task: id, reason: 'The load test has ended' });
    },
    lastLines: async (arn) => {
      const id = nameInArn(arn);
      const lines = await lastLinesOfTask(target, { id, taskDefinition }).catch(() => []);
      return lines.filter((line) => line.trim() !== '').slice(-shownLines);
    },
  };
}

/** ECS remembers a stopped task for an hour, and does not know a new one everywhere at once. */
const forgotten: TaskState = { status: 'STOPPED', hasStopped: true, reason: 'ECS does not know the task' };

function stateOf(task: Task, name: string): TaskState {
  const { lastStatus: status = 'PROVISIONING', stoppedReason, containers = [] } = task;
  const container = containers.find((each) => each.name === name);
  const reason = container?.reason ?? stoppedReason;
  return {
    ...{ status, hasStopped: status === 'STOPPED' },
    ...(reason === undefined ? {} : { reason }),
    ...(container?.exitCode === undefined ? {} : { exitCode: container.exitCode }),
  };
}
