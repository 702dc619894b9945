import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import type { Clock } from '../../time/clock.ts';
import { waitUntil } from '../../time/wait-until.ts';
import type { TimedWindow } from '../k6/record-points.ts';
import type { LoadRecord } from '../record/load-record.ts';
import { type GatheredLoad, gather, type WorkerEnd } from './gather.ts';
import { type Finished, lineUpWindows } from './line-up-windows.ts';
import { sharedFiles, type WorkerResult } from './shared-files.ts';
import { fileNames, type SharedFolder } from './shared-folder.ts';
import type { Fleet, FleetWorker } from './worker-fleet.ts';
import type { TaskState, WorkerTasks } from './worker-tasks.ts';

/** A load that waiting workers send. */
export interface WorkersLoad {
  readonly fleet: Fleet;
  readonly tasks: WorkerTasks;
  readonly shared: SharedFolder;
  readonly k6Version: string;
  readonly windowMs: number;
  /** How long the load takes at most, with what k6 needs before and after it. */
  readonly longestMs: number;
  /** Ends the load, with what there is. */
  readonly signal: AbortSignal;
  readonly onWindow?: (window: TimedWindow) => void;
  readonly clock: Clock;
  readonly pollMs: number;
  /** Until the load begins; 8 s when absent. */
  readonly startInMs?: number;
}

/** Every worker has to read the start, and `setup()` to read the store. */
const usualStartInMs = 8_000;
/** How long AWS may not answer before the load is ended. */
const longestSilenceMs = 300_000;
/** How long after its last moment a worker may leave its result. */
const lateMs = 120_000;
const lastLookWithinMs = 60_000;

/**
 * Gives workers the start and waits until each has ended, then puts together what they measured. When one dies the others
 * are stopped: what is left is not the load that was planned.
 */
export async function sendFromWorkers(load: WorkersLoad): Promise<GatheredLoad> {
  const { fleet, shared, signal, startInMs = usualStartInMs } = load;
  signal.throwIfAborted();
  const startMs = fleet.workersNow() + startInMs;
  await sharedFiles.start.write(shared, fileNames.start, { startMs });
  const { ends, ...first } = await untilAllEnded(load);
  const { k6Version: version, windowMs } = load;
  return gather(ends, { version, windowMs, startMs, wasInterrupted: signal.aborted, ...first });
}

interface Watched extends FleetWorker {
  result: WorkerResult | undefined;
  /** Of `reports` reports. */
  reported: LoadRecord | undefined;
  reports: number;
  task: TaskState | undefined;
}

interface Ended {
  readonly ends: readonly WorkerEnd[];
  readonly endedFirst?: number;
  readonly left?: string;
}

async function untilAllEnded(load: WorkersLoad): Promise<Ended> {
  const { fleet, clock, pollMs, signal } = load;
  const watched = fleet.workers.map(
    (each): Watched => ({ ...each, result: undefined, reported: undefined, reports: 0, task: undefined }),
  );
  const lined = lineUpWindows();
  const latestMs = clock.now() + load.longestMs + lateMs;
  let answeredAtMs = clock.now();
  while (watched.some(({ result }) => result === undefined) && clock.now() < latestMs) {
    try {
      await lookAt(watched, load);
      answeredAtMs = clock.now();
    } catch (error) {
      if (error instanceof Failure || clock.now() - answeredAtMs > longestSilenceMs) throw error;
    }
    for (const window of lined.next(finishedOf(watched))) load.onWindow?.(window);
    if (signal.aborted || watched.some(isDead)) break;
    await clock.sleep(pollMs, signal);
  }
  const first = signal.aborted ? undefined : watched.find(isDead);
  const left = await fleet.close().then(() => undefined, whyLeft);
  await lastLook(watched, load);
  return {
    ...(left === undefined ? {} : { left }),
    ends: await Promise.all(watched.map((each) => endOf(each, load))),
    ...(first === undefined ? {} : { endedFirst: first.worker }),
  };
}

/** What was measured is worth more than an error: it says that workers may still run. */
function whyLeft(error: unknown): string {
  const hint = error instanceof Failure && error.hint !== undefined ? `. ${error.hint}` : '';
  return `${errorMessage(error)}${hint}`;
}

/** The task first: one that has stopped leaves nothing more. */
async function lookAt(watched: readonly Watched[], { tasks, shared }: WorkersLoad): Promise<void> {
  const open = watched.filter(({ result }) => result === undefined);
  const states = await tasks.look(open.map(({ id }) => id));
  await Promise.all(
    open.map(async (each) => {
      each.result = await sharedFiles.result.read(shared, fileNames.result(each.worker));
      if (each.result === undefined) await readReports(each, shared);
      each.task = states.get(each.id) ?? each.task;
    }),
  );
}

/** Each begins where the one before it ended. */
async function readReports(watched: Watched, shared: SharedFolder): Promise<void> {
  for (;;) {
    const next = await sharedFiles.report.read(shared, fileNames.report(watched.worker, watched.reports + 1));
    if (next === undefined) return;
    watched.reports += 1;
    const { reported } = watched;
    watched.reported =
      reported === undefined ? next : { ...reported, windows: [...reported.windows, ...next.windows] };
  }
}

/** What cannot be read now is missing in the result, which says so. */
async function lastLook(watched: readonly Watched[], load: WorkersLoad): Promise<void> {
  const wait = { what: 'the results of workers', timeoutMs: lastLookWithinMs, everyMs: load.pollMs };
  const look = () => lookAt(watched, load).then(isDone, isNotYet);
  await waitUntil({ ...wait, clock: load.clock }, look).catch(isNotYet);
}

const isDone = () => true;
const isNotYet = () => undefined;

function isDead({ result, task }: Watched): boolean {
  return result === undefined ? task?.hasStopped === true : result.k6.ended !== 'completed';
}

/** Nothing is shown while a worker has said nothing yet. */
function finishedOf(watched: readonly Watched[]): readonly Finished[] {
  const known = watched.flatMap(({ result, reported }): readonly Finished[] => {
    if (result !== undefined) return [{ load: result.load, isAll: true }];
    return reported === undefined ? [] : [{ load: reported, isAll: false }];
  });
  return known.length === watched.length ? known : [];
}

async function endOf(watched: Watched, { tasks }: WorkersLoad): Promise<WorkerEnd> {
  const { worker, id, result, reported, task } = watched;
  const said = result === undefined ? await tasks.lastLines(id) : [];
  return {
    worker,
    ...(result === undefined ? {} : { result }),
    ...(reported === undefined ? {} : { reported }),
    ...(task === undefined ? {} : { task }),
    ...(said.length === 0 ? {} : { said }),
  };
}
