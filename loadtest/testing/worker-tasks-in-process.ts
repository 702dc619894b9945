import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SharedFolder } from '../workers/shared-folder.ts';
import { work } from '../workers/work.ts';
import type { TaskState, WorkerTasks } from '../workers/worker-tasks.ts';

export interface TasksInProcess extends WorkerTasks, AsyncDisposable {
  /** How many workers still work. */
  running(): number;
}

export interface InProcessOptions {
  readonly shared: SharedFolder;
  readonly binaries: SharedFolder;
  readonly environment?: NodeJS.ProcessEnv;
}

interface Running {
  readonly stopped: AbortController;
  state: TaskState;
  readonly lines: string[];
}

/** Workers with k6 processes of their own, which run in this process instead of tasks. */
export async function tasksInProcess(options: InProcessOptions): Promise<TasksInProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'workers-'));
  const tasks = new Map<string, Running>();
  const working: Promise<void>[] = [];
  const start = (worker: number): string => {
    const id = `task-${worker}`;
    const task: Running = {
      stopped: new AbortController(),
      state: { status: 'RUNNING', hasStopped: false },
      lines: [],
    };
    tasks.set(id, task);
    const done = work({
      ...{ worker, shared: options.shared, binaries: options.binaries, folder: join(folder, id) },
      ...{ environment: { ...process.env, ...options.environment }, signal: task.stopped.signal },
      findAddress: async () => '127.0.0.1',
      say: (line) => task.lines.push(line),
    });
    working.push(
      done.then(
        () => end(task, 0),
        (error: unknown) => {
          task.lines.push(String(error));
          end(task, 1);
        },
      ),
    );
    return id;
  };
  return {
    start: async (worker) => start(worker),
    look: async (ids) =>
      new Map(
        ids.map((id) => [id, tasks.get(id)?.state ?? { status: 'STOPPED', hasStopped: true }] as const),
      ),
    stop: async (id) => tasks.get(id)?.stopped.abort(),
    lastLines: async (id) => tasks.get(id)?.lines ?? [],
    running: () => [...tasks.values()].filter(({ state }) => !state.hasStopped).length,
    [Symbol.asyncDispose]: async () => {
      for (const { stopped } of tasks.values()) stopped.abort();
      await Promise.all(working);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function end(task: Running, exitCode: number): void {
  task.state = {
    status: 'STOPPED',
    hasStopped: true,
    reason: 'Essential container in task exited',
    exitCode,
  };
}
