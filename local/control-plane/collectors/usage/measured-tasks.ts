import type { ClusterState, TaskState } from '../../model/cluster-state.ts';
import { serviceNameOf } from '../../model/task-group.ts';
import type { MeasuredTask } from './service-usage.ts';
import {
  type ContainerReading,
  emptySpan,
  nextSpan,
  type TaskSpan,
  usageOf,
  withReadings,
} from './task-span.ts';

/** A running task of a service, and its size. */
export interface ServiceTask {
  readonly taskId: string;
  readonly service: string;
  readonly family: string;
  readonly size: MeasuredTask['size'];
}

/** The running tasks of all services, with their sizes. */
export function serviceTasks({ tasks, taskDefinitions }: ClusterState): readonly (ServiceTask & {
  readonly state: TaskState;
})[] {
  return Object.values(tasks).flatMap((state) => {
    const service = serviceNameOf(state.group);
    const definition = taskDefinitions[state.taskDefinition]?.content;
    if (state.lastStatus !== 'RUNNING' || service === undefined || definition === undefined) return [];
    const size = {
      cpuUnits: state.overrides.cpu ?? definition.cpu,
      memoryMiB: state.overrides.memoryMiB ?? definition.memoryMiB,
    };
    return [{ taskId: state.id, service, family: definition.family, size, state }];
  });
}

/** What was read of tasks in the period that runs, by task. */
export type TaskSpans = ReadonlyMap<string, ServiceTask & { readonly span: TaskSpan }>;

/** The spans after one more reading of a task. */
export function withTask(
  spans: TaskSpans,
  { taskId, service, family, size }: ServiceTask,
  readings: readonly ContainerReading[],
): TaskSpans {
  const span = withReadings(spans.get(taskId)?.span ?? emptySpan, readings);
  return new Map(spans).set(taskId, { taskId, service, family, size, span });
}

/** What the tasks used in the period that ends, and the spans of the next: without tasks that no longer reported. */
export function closePeriod(spans: TaskSpans): {
  readonly measured: readonly (ServiceTask & MeasuredTask)[];
  readonly next: TaskSpans;
} {
  const reported = [...spans.values()].flatMap((task) => {
    const usage = usageOf(task.span);
    return usage === undefined ? [] : [{ ...task, usage }];
  });
  return {
    measured: reported,
    next: new Map(reported.map((task) => [task.taskId, { ...task, span: nextSpan(task.span) }])),
  };
}
