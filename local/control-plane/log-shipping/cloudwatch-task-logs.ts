import { Failure } from '../../../failure/failure.ts';
import type { Clock } from '../../../time/clock.ts';
import type { LogSink } from '../../aws/log-sink.ts';
import type { Engine } from '../../docker/engine.ts';
import type { Log } from '../logger.ts';
import type { RegisteredTaskDefinition } from '../model/cluster-state.ts';
import type { TaskLogs } from '../tasks/task-logs.ts';
import { type AwslogsOptions, awslogsOptions } from './awslogs-options.ts';
import type { LogCursors } from './log-cursors.ts';
import { makeStream, shipLogs } from './log-shipper.ts';

export interface CloudWatchTaskLogsOptions {
  readonly engine: Pick<Engine, 'containerLogs'>;
  readonly sink: LogSink;
  readonly cursors: LogCursors;
  /** Names of the log groups that the template defines. */
  readonly definedGroups: () => ReadonlySet<string>;
  /** Whether a group that is not there does not exist, rather than being still to come. */
  readonly isSettled: () => Promise<boolean>;
  /** How long a task waits for its group. */
  readonly patienceMs: number;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const gatherMs = 200;
const everyMs = 500;

/** Ships the output of containers with the awslogs driver to CloudWatch Logs. */
export function cloudWatchTaskLogs(options: CloudWatchTaskLogsOptions): TaskLogs {
  const { engine, cursors, log, clock, signal } = options;
  const sink = settledSink(options);
  const shipping = new Map<string, Promise<void>>();
  const begin = (runtimeId: string, awslogs: AwslogsOptions) =>
    shipLogs({
      awslogs,
      read: (since, aborted) =>
        engine.containerLogs(runtimeId, {
          follow: true,
          signal: aborted,
          ...(since === undefined ? {} : { since }),
        }),
      sink,
      cursor: cursors.get(runtimeId),
      shipped: (cursor) => cursors.set(runtimeId, cursor),
      log,
      clock,
      signal,
      gatherMs,
    });
  return {
    prepare: async (task, definition) => {
      const all = optionsOf(definition, task.id);
      await Promise.all(all.map(({ awslogs }) => prepareStream(awslogs, { ...options, sink })));
    },
    follow: (task, definition, container, runtimeId) => {
      const awslogs = optionsOf(definition, task.id).find((each) => each.container === container)?.awslogs;
      if (awslogs === undefined || shipping.has(runtimeId)) return;
      const run = begin(runtimeId, awslogs).catch((error: unknown) => {
        if (!signal.aborted)
          log.warn('the output of a container could not be followed', { runtimeId, error });
      });
      shipping.set(runtimeId, run);
    },
    drain: async (runtimeId, timeoutMs) => {
      const run = shipping.get(runtimeId);
      if (run !== undefined) await withinTime(run, clock, timeoutMs);
      shipping.delete(runtimeId);
      cursors.forget(runtimeId);
    },
  };
}

function optionsOf(
  definition: RegisteredTaskDefinition,
  taskId: string,
): readonly { readonly container: string; readonly awslogs: AwslogsOptions }[] {
  return definition.content.containerDefinitions.flatMap((container) => {
    const awslogs = awslogsOptions(container, taskId);
    return awslogs === undefined ? [] : [{ container: container.name, awslogs }];
  });
}

/** Makes no group while the template's own are still to come, whose deployment would fail if one was there. */
function settledSink({ sink, isSettled }: CloudWatchTaskLogsOptions): LogSink {
  return {
    ...sink,
    createGroup: async (group) => {
      if (await isSettled()) await sink.createGroup(group);
    },
  };
}

/**
 * A group that the template defines may still be on its way to LocalStack: the task starts, and its lines wait. Any
 * other must be there, as on Fargate, once LocalStack has what it is to have. Where it does not answer, the task starts
 * all the same.
 */
async function prepareStream(awslogs: AwslogsOptions, options: CloudWatchTaskLogsOptions): Promise<void> {
  const { group, stream } = awslogs;
  const { sink, definedGroups, isSettled, patienceMs, clock, signal, log } = options;
  const until = clock.now() + patienceMs;
  try {
    for (;;) {
      const wasSettled = await isSettled();
      if ((await makeStream(sink, awslogs)) === 'done' || definedGroups().has(group)) return;
      if (wasSettled || clock.now() >= until || signal.aborted) break;
      await clock.sleep(everyMs, signal);
    }
  } catch (error) {
    log.warn('a log stream could not be created yet', { stream, error });
    return;
  }
  throw new Failure('LOG_GROUP_MISSING', `The specified log group does not exist. (${group})`);
}

async function withinTime(work: Promise<void>, clock: Clock, timeoutMs: number): Promise<void> {
  const timer = new AbortController();
  await Promise.race([work, clock.sleep(timeoutMs, timer.signal)]).catch(() => undefined);
  timer.abort();
}
