import { Failure } from '../../failure/failure.ts';
import type { Clock } from '../../time/clock.ts';
import { waitUntil } from '../../time/wait-until.ts';
import { sharedFiles } from './shared-files.ts';
import { fileNames, type SharedFolder } from './shared-folder.ts';
import type { TaskState, WorkerTasks } from './worker-tasks.ts';

/** What starting workers takes, besides what is in their folder. */
export interface FleetOptions {
  readonly count: number;
  readonly tasks: WorkerTasks;
  readonly shared: SharedFolder;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How long they may take to be ready. */
  readonly readyWithinMs: number;
  readonly pollMs: number;
  readonly note: (text: string) => void;
}

/** The task of a worker, which counts from 1. */
export interface FleetWorker {
  readonly worker: number;
  readonly id: string;
}

/** Workers that wait for the start. */
export interface Fleet {
  readonly workers: readonly FleetWorker[];
  /** What their clocks say now, to some seconds: the latest of them. */
  workersNow(): number;
  /** Asks all tasks to end, and waits until they have. Raises `WORKERS_LEFT` where one does not end. */
  close(): Promise<void>;
}

/** How long tasks may take to end: ECS kills them a minute after it asked, and then takes down their network. */
const endWithinMs = 240_000;

/**
 * Starts the workers' tasks, and waits until all are ready. Raises `WORKER_NOT_STARTED` with the reason of the first that
 * is not, after it has stopped the others; an abort stops all.
 */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { count, tasks, clock, note } = options;
  note(`starting ${count} ${count === 1 ? 'worker' : 'workers'}`);
  const started = await Promise.allSettled(
    Array.from({ length: count }, async (_, index) => ({
      worker: index + 1,
      id: await tasks.start(index + 1),
    })),
  );
  const workers = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const close = () => stopAll(workers, options);
  try {
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    const ready = await awaitReady(workers, options);
    const workersNow = () =>
      Math.max(...ready.map(({ atMs, seenAtMs }) => atMs + Math.max(clock.now() - seenAtMs, 0)));
    return { workers, workersNow, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface SeenReady {
  /** On the worker's clock, and on this machine's. */
  readonly atMs: number;
  readonly seenAtMs: number;
}

async function awaitReady(
  workers: readonly FleetWorker[],
  { tasks, shared, clock, signal, readyWithinMs, pollMs, note }: FleetOptions,
): Promise<readonly SeenReady[]> {
  const seen = new Map<number, SeenReady>();
  const untilMs = clock.now() + readyWithinMs;
  for (;;) {
    signal.throwIfAborted();
    const waiting = workers.filter(({ worker }) => !seen.has(worker));
    for (const { worker } of waiting) {
      const ready = await sharedFiles.ready.read(shared, fileNames.ready(worker));
      if (ready !== undefined) seen.set(worker, { ...ready, seenAtMs: clock.now() });
    }
    if (seen.size === workers.length) return [...seen.values()];
    const states = await tasks.look(workers.map(({ id }) => id));
    await refuseStopped(workers, states, tasks);
    note(`${seen.size} of ${workers.length} workers ready`);
    if (clock.now() > untilMs) throw notReady(waiting, states, workers.length, readyWithinMs);
    await clock.sleep(pollMs, signal);
  }
}

/** None ends by itself before the start. */
async function refuseStopped(
  workers: readonly FleetWorker[],
  states: ReadonlyMap<string, TaskState>,
  tasks: WorkerTasks,
): Promise<void> {
  const stopped = workers.find(({ id }) => states.get(id)?.hasStopped === true);
  if (stopped === undefined) return;
  const { reason = 'no reason given', exitCode } = states.get(stopped.id) ?? {};
  const said = await tasks.lastLines(stopped.id);
  const code = exitCode === undefined ? '' : ` with exit code ${exitCode}`;
  throw new Failure(
    'WORKER_NOT_STARTED',
    [
      `Worker ${stopped.worker} of ${workers.length} ended${code} before the load began: ${reason}`,
      ...said,
    ].join('\n'),
    {
      hint: 'No load was sent. The reason comes from ECS; examples are an image that cannot be pulled and a secret that does not exist.',
    },
  );
}

function notReady(
  waiting: readonly FleetWorker[],
  states: ReadonlyMap<string, TaskState>,
  count: number,
  withinMs: number,
): Failure {
  const each = waiting.map(({ worker, id }) => `worker ${worker} is ${states.get(id)?.status ?? 'unknown'}`);
  return new Failure(
    'WORKER_NOT_STARTED',
    `${waiting.length} of ${count} workers were not ready after ${Math.round(withinMs / 1000)} s: ${each.join(', ')}`,
    {
      hint: 'No load was sent. Is there room for as many tasks, and do they reach S3? ECS shows their events.',
    },
  );
}

async function stopAll(
  workers: readonly FleetWorker[],
  { tasks, clock, pollMs }: Pick<FleetOptions, 'tasks' | 'clock' | 'pollMs'>,
): Promise<void> {
  if (workers.length === 0) return;
  const ids = workers.map(({ id }) => id);
  const running = async () => {
    const states = await tasks.look(ids);
    return ids.filter((id) => states.get(id)?.hasStopped !== true);
  };
  // An endpoint that does not answer at once may do so in a moment: no worker may stay behind.
  await waitUntil(
    {
      ...{ what: 'the workers of the load test to end', timeoutMs: endWithinMs, everyMs: pollMs, clock },
      hint: `Look for tasks that were started by 'loadtest', and stop them: ${ids.join(', ')}`,
    },
    async () => {
      try {
        const left = await running();
        if (left.length === 0) return true;
        await Promise.all(left.map((id) => tasks.stop(id)));
      } catch {
        return undefined;
      }
      return undefined;
    },
  );
}
