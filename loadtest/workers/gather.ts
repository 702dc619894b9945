import type { LoadRecord } from '../record/load-record.ts';
import { mergeLoadRecords } from '../record/merge-load-records.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { WorkerResult } from './shared-files.ts';
import type { TaskState } from './worker-tasks.ts';

/** What is known of a worker when its run is over. */
export interface WorkerEnd {
  /** From 1. */
  readonly worker: number;
  /** Absent where it left none. */
  readonly result?: WorkerResult;
  /** What it reported before. */
  readonly reported?: LoadRecord;
  /** Absent where ECS was not asked any more. */
  readonly task?: TaskState;
  /** What its task said last. */
  readonly said?: readonly string[];
}

/** What all workers measured together, and how their k6 ended. */
export interface GatheredLoad {
  readonly load: LoadRecord;
  readonly k6: RunRecord['k6'];
  /** The summaries of the workers that wrote one, as JSON. */
  readonly summary?: string;
}

/** What a run was, besides what its workers left. */
export interface Gathered {
  readonly version: string;
  readonly windowMs: number;
  /** When a record without any measurement begins. */
  readonly startMs: number;
  /** Whether the run was told to end. */
  readonly wasInterrupted: boolean;
  /** The first worker that did not do all that was asked of it: the others were stopped for that. */
  readonly endedFirst?: number;
  /** Why it is not sure that no worker is left; absent where none is. */
  readonly left?: string;
}

/**
 * One record of what workers measured. The run is what its worst worker was: it died if one left no result, died, was
 * stopped by somebody else, or may still run, however much the others measured.
 */
export function gather(ends: readonly WorkerEnd[], run: Gathered): GatheredLoad {
  const { version, windowMs } = run;
  const measured = ends.flatMap(({ result, reported }) => result?.load ?? reported ?? []);
  const empty = { startMs: Math.floor(run.startMs / windowMs) * windowMs, windowMs, windows: [] };
  const inOrder = ends.toSorted((left, right) => rank(left, run) - rank(right, run));
  const left = run.left === undefined ? [] : [{ version, ended: 'died' as const, lastLines: [run.left] }];
  const deaths = [...left, ...inOrder.flatMap((end) => deathOf(end, ends.length, run) ?? [])];
  const summaries = ends.flatMap(({ result }) => result?.summary ?? []);
  return {
    load: mergeLoadRecords(measured.length === 0 ? [empty] : measured),
    k6: deaths[0] ?? { version, ...livingEnd(run), ...exitCodeOf(ends) },
    ...(summaries.length === 0 ? {} : { summary: `{"workers":[${summaries.join(',')}]}` }),
  };
}

function rank({ worker }: WorkerEnd, { endedFirst }: Gathered): number {
  return worker === endedFirst ? 0 : worker;
}

function livingEnd({ wasInterrupted }: Gathered): Pick<RunRecord['k6'], 'ended'> {
  return { ended: wasInterrupted ? 'interrupted' : 'completed' };
}

/** k6 has another exit code where a threshold of its own was crossed: one worker tells as much as all. */
function exitCodeOf(ends: readonly WorkerEnd[]): Pick<RunRecord['k6'], 'exitCode'> {
  const codes = ends.flatMap(({ result }) => result?.k6.exitCode ?? []);
  return codes.length === 0 ? {} : { exitCode: Math.max(...codes) };
}

/** Undefined where the worker did all that was asked of it. */
function deathOf(end: WorkerEnd, count: number, run: Gathered): RunRecord['k6'] | undefined {
  const { worker, result, task, said = [] } = end;
  const died = (why: string, lines: readonly string[], exitCode?: number): RunRecord['k6'] => ({
    ...{ version: run.version, ended: 'died', lastLines: [`worker ${worker} of ${count} ${why}`, ...lines] },
    ...(exitCode === undefined ? {} : { exitCode }),
  });
  if (result === undefined) {
    return died(`left no result${becauseOf(task)}`, said, task?.exitCode);
  }
  const { ended, lastLines = [], exitCode } = result.k6;
  if (ended === 'died') return died('did not reach the end', lastLines, exitCode);
  if (ended === 'interrupted' && !run.wasInterrupted)
    return died(`was stopped${becauseOf(task)}`, [], exitCode);
  return undefined;
}

function becauseOf(task: TaskState | undefined): string {
  if (task === undefined) return '';
  if (!task.hasStopped) return `; its task is ${task.status}`;
  const code = task.exitCode === undefined ? '' : ` with exit code ${task.exitCode}`;
  return task.reason === undefined
    ? `; its task ended${code}`
    : `; its task ended${code}: ${task.reason.replace(/\.$/, '')}`;
}
