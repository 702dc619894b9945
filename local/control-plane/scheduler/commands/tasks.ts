import type { ClusterState, TaskState } from '../../model/cluster-state.ts';
import { clusterTime, keepTime } from '../cluster-time.ts';
import { idSource } from '../identifiers.ts';
import { type OneOffOptions, oneOffTask } from '../task/task-creation.ts';
import { lookUpActiveTaskDefinition, lookUpTask } from './lookup.ts';
import { type Outcome, refuse } from './outcome.ts';

const mostTasksAtOnce = 10;

export interface RunTaskInput extends OneOffOptions {
  readonly taskDefinition: string;
  /** 1 when absent, at most 10. */
  readonly count?: number;
}

/** Creates one-off tasks; the next plan starts them. */
export function runTask(
  state: ClusterState,
  input: RunTaskInput,
  now: number,
): Outcome<{ readonly tasks: readonly TaskState[] }> {
  const count = input.count ?? 1;
  if (!Number.isInteger(count) || count < 1 || count > mostTasksAtOnce) {
    return refuse(
      'InvalidParameterException',
      `Count must be between 1 and ${mostTasksAtOnce}, not ${count}.`,
    );
  }
  const definition = lookUpActiveTaskDefinition(state, input.taskDefinition);
  if (!definition.ok) return definition;
  const unknownContainer = input.overrides?.containerOverrides.find(
    ({ name }) => !definition.value.content.containerDefinitions.some((container) => container.name === name),
  );
  if (unknownContainer !== undefined) {
    const message = `Override for container named ${unknownContainer.name} is not a container in the TaskDefinition.`;
    return refuse('InvalidParameterException', message);
  }
  if (input.enableExecuteCommand === true && definition.value.content.taskRoleArn === undefined) {
    const message =
      'The execute command failed because a valid task role is not being used. Specify a valid task role in your task definition or as a task override and try again.';
    return refuse('InvalidParameterException', message);
  }
  const clock = clusterTime(state, now);
  const ids = idSource(state);
  const tasks = Array.from({ length: count }, () =>
    oneOffTask(ids.taskId(), definition.value, input, clock.latest),
  );
  const all = { ...state.tasks, ...Object.fromEntries(tasks.map((task) => [task.id, task])) };
  return {
    ok: true,
    state: keepTime(state, { ...state, tasks: all, sequence: ids.sequence() }, clock),
    tasks,
  };
}

/** Stops a task; a service puts another in its place. A task that is stopping already stays as it is. */
export function stopTask(
  state: ClusterState,
  input: { readonly task: string; readonly reason?: string },
  now: number,
): Outcome<{ readonly task: TaskState }> {
  const known = lookUpTask(state, input.task);
  if (!known.ok) return known;
  if (known.value.desiredStatus === 'STOPPED') return { ok: true, state, task: known.value };
  const clock = clusterTime(state, now);
  const task: TaskState = {
    ...known.value,
    desiredStatus: 'STOPPED',
    stopCode: 'UserInitiated',
    stoppedReason: input.reason ?? 'Task stopped by user',
    stoppingAt: clock.latest,
  };
  const changed = { ...state, tasks: { ...state.tasks, [task.id]: task } };
  return { ok: true, state: keepTime(state, changed, clock), task };
}
