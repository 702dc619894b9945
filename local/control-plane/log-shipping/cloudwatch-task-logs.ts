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
  readonly engine: Engine;
  readonly sink: LogSink;
  readonly cursors: LogCursors;
  /** Names of the log groups that the template defines. */
  readonly definedGroups: () => ReadonlySet<string>;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const gatherMs = 200;

/** Ships the output of containers with the awslogs driver to CloudWatch Logs. */
export function cloudWatchTaskLogs(options: CloudWatchTaskLogsOptions): TaskLogs {
  const { engine, sink, cursors, log, clock, signal } = options;
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
      await Promise.all(all.map(({ awslogs }) => prepareStream(awslogs, options)));
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

/**
 * A group that the template defines may still be on its way to LocalStack: the task starts, and its lines wait. Any
 * other must be there, as on Fargate. Where LocalStack does not answer, the task starts all the same.
 */
async function prepareStream(awslogs: AwslogsOptions, options: CloudWatchTaskLogsOptions): Promise<void> {
  const { group, stream } = awslogs;
  try {
    if ((await makeStream(options.sink, awslogs)) === 'done' || options.definedGroups().has(group)) return;
  } catch (error) {
    options.log.warn('a log stream could not be created yet', { stream, error });
    return;
  }
  throw new Failure('LOG_GROUP_MISSING', `The specified log group does not exist. (${group})`);
}

async function withinTime(work: Promise<void>, clock: Clock, timeoutMs: number): Promise<void> {
  const timer = new AbortController();
  await Promise.race([work, clock.sleep(timeoutMs, timer.signal)]).catch(() => undefined);
  timer.abort();
}
