import type { ECS, Task } from '../aws/ecs-types.ts';
import { Failure } from '../failure/failure.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { followLogStream } from './follow-log-stream.ts';
import { nameInArn } from './name-in-arn.ts';
import { type OneOffLaunch, type OneOffPurpose, readOneOffLaunch } from './one-off-launch.ts';
import { awaitSameUnderWay } from './one-off-under-way.ts';
import type { Target } from './target.ts';

/** A one-off task to run. */
export interface OneOffRequest {
  /** That of the task definition where it is absent. */
  readonly command?: readonly string[];
  /** A command where it is absent. */
  readonly purpose?: OneOffPurpose;
  /** Who asked for it, as `startedBy` shows it. */
  readonly startedBy: string;
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** How a one-off task ended. */
export interface OneOffResult {
  readonly exitCode: number;
  readonly taskArn: string;
}

/** Runs a command of the store in a one-off task; gives its exit code. */
export type RunOneOff = (request: OneOffRequest) => Promise<number>;

/**
 * One-off tasks of an environment, as its stack's outputs say to start them: each once nobody else's runs the same command.
 */
export function oneOffsOn(target: Target): RunOneOff {
  return async (request) => {
    const launch = await readOneOffLaunch(target, request.purpose);
    const { command, onLine, signal, clock } = request;
    await awaitSameUnderWay(
      await target.clients.ecs(),
      launch,
      { command },
      {
        ...{ note: onLine, ...(signal === undefined ? {} : { signal }) },
        ...(clock === undefined ? {} : { clock }),
      },
    );
    return (await runOneOffTask(target, launch, request)).exitCode;
  };
}

/**
 * Runs a command in a one-off ECS task through the AWS API, shows its output as it comes and gives its exit code.
 * Raises `ONE_OFF_NOT_STARTED` when the task never ran its command; an abort stops the task.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export async function runOneOffTask(
  target: Target,
  launch: OneOffLaunch,
  request: OneOffRequest,
): Promise<OneOffResult> {
  const ecs = await target.clients.ecs();
  const taskArn = await startTask(ecs, launch, request);
  const logs = await target.clients.cloudWatchLogs();
  const ended = new AbortController();
  const output = followLogStream(
    logs,
    {
      logGroupName: launch.logGroup,
      logStreamName: `${launch.logStreamPrefix}/${launch.container}/${nameInArn(taskArn)}`,
    },
    request.onLine,
    ended.signal,
    request.signal,
    request.clock,
  );
  try {
    const task = await waitUntilStopped(ecs, launch.cluster, taskArn, request);
    return { exitCode: exitCodeOf(task, launch.container), taskArn };
  } finally {
    ended.abort();
    await output;
  }
}

/** What a task is given that runs a command once. */
export interface TaskRequest extends Pick<OneOffRequest, 'command' | 'startedBy'> {
  /** Variables besides those of the definition. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a task that runs a command and ends, and gives its ARN. Raises `ONE_OFF_NOT_STARTED`. */
export async function startTask(
  ecs: ECS,
  launch: Pick<OneOffLaunch, 'cluster' | 'taskDefinition' | 'container' | 'subnets' | 'securityGroups'>,
  request: TaskRequest,
  options: {
    readonly enableExecuteCommand?: boolean;
    readonly tags?: readonly { key: string; value: string }[];
  } = {},
): Promise<string> {
  const { tasks = [], failures = [] } = await ecs.runTask({
    cluster: launch.cluster,
    taskDefinition: launch.taskDefinition,
    launchType: 'FARGATE',
    startedBy: request.startedBy,
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...launch.subnets],
        securityGroups: [...launch.securityGroups],
        assignPublicIp: 'DISABLED',
      },
    },
    overrides: {
      containerOverrides: [
        {
          name: launch.container,
          ...(request.command === undefined ? {} : { command: [...request.command] }),
          environment: Object.entries(request.environment ?? {}).map(([name, value]) => ({ name, value })),
        },
      ],
    },
    enableExecuteCommand: options.enableExecuteCommand ?? false,
    ...(options.tags === undefined ? {} : { tags: [...options.tags] }),
  });
  const arn = tasks[0]?.taskArn;
  if (arn !== undefined) return arn;
  const reasons = failures.map(({ reason, detail }) => detail ?? reason).join('; ');
  throw new Failure(
    'ONE_OFF_NOT_STARTED',
    `ECS did not start a task of ${launch.taskDefinition}: ${reasons}`,
    {
      hint: 'What each reason means: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html',
    },
  );
}

const pollMs = 500;

async function waitUntilStopped(
  ecs: ECS,
  cluster: string,
  taskArn: string,
  { signal, clock = systemClock }: Pick<OneOffRequest, 'signal' | 'clock'>,
): Promise<Task> {
  for (;;) {
    if (signal?.aborted === true) {
      await ecs.stopTask({ cluster, task: taskArn, reason: 'Interrupted' });
      throw signal.reason;
    }
    const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [taskArn] });
    const [task] = tasks;
    if (task?.lastStatus === 'STOPPED') return task;
    await clock.sleep(pollMs, signal);
  }
}

function exitCodeOf(task: Task, containerName: string): number {
  const container = task.containers?.find(({ name }) => name === containerName);
  if (container?.exitCode !== undefined) return container.exitCode;
  const reason = container?.reason ?? task.stoppedReason ?? task.stopCode ?? 'no reason given';
  throw new Failure('ONE_OFF_NOT_STARTED', `The task never ran its command: ${reason}`, {
    hint: 'The reason comes from ECS; examples are an image that cannot be pulled and a secret that does not exist.',
  });
}
