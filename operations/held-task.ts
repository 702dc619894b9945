import type { Container, ECS, Task } from '../aws/ecs-types.ts';
import { Failure } from '../failure/failure.ts';
import type { Clock } from '../time/clock.ts';
import { waitUntil } from '../time/wait-until.ts';
import type { OneOffLaunch } from './one-off-launch.ts';
import { startTask } from './one-off-task.ts';

/** A one-off task that waits for commands. */
export interface HeldTask {
  readonly taskArn: string;
  readonly container: Container;
}

/** How it is started, and when it is ready. */
export interface Holding {
  readonly startedBy: string;
  /** Whether ECS Exec is to reach it: then it is ready once the agent of that runs. */
  readonly enableExecuteCommand: boolean;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

/** Long enough for a session, short enough that a forgotten one ends. */
const longestSeconds = 8 * 60 * 60;

/** Ends at once when the task is stopped, which `sleep` as the first process of a container does not. */
const holder = ['sh', '-c', `trap 'exit 0' TERM; sleep ${longestSeconds} & wait`];

/**
 * Starts a one-off task that waits, uses it once it is ready, and stops it then. Raises `ONE_OFF_NOT_STARTED` with what ECS says
 * where it stops by itself before, `TIMED_OUT` after five minutes, and what `use` raises.
 */
export async function withHeldTask<Result>(
  ecs: ECS,
  launch: OneOffLaunch,
  { startedBy, enableExecuteCommand, signal, clock }: Holding,
  use: (task: HeldTask) => Promise<Result>,
): Promise<Result> {
  const { cluster } = launch;
  const taskArn = await startTask(ecs, launch, { command: holder, startedBy }, { enableExecuteCommand });
  try {
    const wait = {
      ...{ what: 'the task to accept commands', timeoutMs: 300_000, signal },
      everyMs: enableExecuteCommand ? 2_000 : 200,
      ...(clock === undefined ? {} : { clock }),
    };
    const container = await waitUntil(wait, async () => {
      const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [taskArn] });
      return readyContainer(tasks[0], launch.container, enableExecuteCommand);
    });
    return await use({ taskArn, container });
  } finally {
    await ecs.stopTask({ cluster, task: taskArn, reason: 'Session closed' });
  }
}

function readyContainer(task: Task | undefined, name: string, needsAgent: boolean): Container | undefined {
  const container = task?.containers?.find((each) => each.name === name);
  if (task?.lastStatus === 'STOPPED') {
    const reason = container?.reason ?? task.stoppedReason ?? 'no reason given';
    throw new Failure('ONE_OFF_NOT_STARTED', `The task never ran its command: ${reason}`, {
      hint: 'The reason comes from ECS; examples are an image that cannot be pulled and a secret that does not exist.',
    });
  }
  if (container?.lastStatus !== 'RUNNING') return undefined;
  const agent = container.managedAgents?.find((each) => each.name === 'ExecuteCommandAgent');
  return !needsAgent || agent?.lastStatus === 'RUNNING' ? container : undefined;
}
