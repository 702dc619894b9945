import type { TaskState, WorkerTasks } from '../workers/worker-tasks.ts';

export interface ScriptedTasks extends WorkerTasks {
  /** Numbers of the workers that were asked to stop, in this order. */
  readonly stopped: readonly number[];
  /** A task ends. */
  end(worker: number, reason: string, exitCode?: number): void;
}

export interface TaskScript {
  /** Raises, where a task cannot be started. */
  readonly onStart?: (worker: number, tasks: ScriptedTasks) => void | Promise<void>;
  /** What happens with each look, before it is answered. */
  readonly onLook?: (tasks: ScriptedTasks) => void | Promise<void>;
  /** What a task does when it is asked to stop, before it ends. */
  readonly onStop?: (worker: number) => void | Promise<void>;
}

const running: TaskState = { status: 'RUNNING', hasStopped: false };

/** Tasks without anything in them: they do what the test says, and stop when they are asked to. */
export function scriptedTasks({ onStart, onLook, onStop }: TaskScript = {}): ScriptedTasks {
  const states = new Map<string, TaskState>();
  const stopped: number[] = [];
  const end = (worker: number, reason: string, exitCode?: number) => {
    const code = exitCode === undefined ? {} : { exitCode };
    states.set(idOf(worker), { status: 'STOPPED', hasStopped: true, reason, ...code });
  };
  const tasks: ScriptedTasks = {
    stopped,
    end,
    start: async (worker) => {
      states.set(idOf(worker), running);
      await onStart?.(worker, tasks);
      return idOf(worker);
    },
    look: async (ids) => {
      await onLook?.(tasks);
      return new Map(ids.map((id) => [id, states.get(id) ?? running]));
    },
    stop: async (id) => {
      const worker = Number(id.slice('task-'.length));
      if (states.get(id)?.hasStopped === true) return;
      stopped.push(worker);
      await onStop?.(worker);
      end(worker, 'The load test has ended', 0);
    },
    lastLines: async (id) => [`the last line of ${id}`],
  };
  return tasks;
}

function idOf(worker: number): string {
  return `task-${worker}`;
}
