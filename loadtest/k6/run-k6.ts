import { Secret } from '../../failure/secret.ts';
import { type ProcessEnd, startProcess } from '../../local/processes/start-process.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import type { LoadRecord } from '../record/load-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { K6 } from './k6-version.ts';
import { readPoint, systemTags } from './read-point.ts';
import { type PointRecorder, recordPoints, type TimedWindow } from './record-points.ts';
import { splitLines } from './split-lines.ts';

export interface RunK6Options {
  readonly k6: K6;
  /** The script's file. */
  readonly entry: string;
  /** What k6 inherits; variables that begin with `K6_` aside, which would change the run. */
  readonly environment: NodeJS.ProcessEnv;
  /** What the script reads from `__ENV`. They are variables of the process, so that no secret is among its arguments. */
  readonly variables: Readonly<Record<string, string | Secret>>;
  /** The length of the record's windows, in milliseconds: see `windowLength`. */
  readonly windowMs: number;
  /** Where k6 writes its own summary, as JSON, at the end of the test. */
  readonly summaryFile?: string;
  /** More options of `k6 run`, such as an execution segment. */
  readonly moreArguments?: readonly string[];
  /** Called with each window about two seconds after its end, without gaps. */
  readonly onWindow?: (window: TimedWindow) => void;
  /** Stops k6 when aborted. */
  readonly signal?: AbortSignal;
  /** How long k6 may take to end after it was stopped; 10,000 by default. */
  readonly graceMs?: number;
  readonly clock?: Clock;
}

export interface RunningK6 {
  /** Ends the load, and k6, within the grace time. */
  stop(): void;
  /** Rejects with `K6_OUTPUT_UNKNOWN`, and with `PROCESS_FAILED` where k6 cannot be started; k6 has ended then, too. */
  readonly ended: Promise<K6Result>;
}

/** What k6 measured, whole or up to where it ended. */
export interface K6Result {
  readonly load: LoadRecord;
  readonly k6: RunRecord['k6'];
}

const keptLines = 20;

/** k6's exit code where a threshold of the script was crossed: it ran to its end. */
const thresholdsCrossed = 99;

/**
 * Runs a script with k6 and records what it measures. k6 ends with this process, however this ends. Requests that are under
 * way when it is stopped are not in the record: k6 gives them up without a word. An abort before the start raises its reason.
 */
export function runK6(options: RunK6Options): RunningK6 {
  const { k6, signal, graceMs = 10_000, clock = systemClock } = options;
  signal?.throwIfAborted();
  const recorder = recordPoints(options.windowMs, clock.now());
  const lastLines: string[] = [];
  const reading = readInto(recorder, options.onWindow);
  const child = startProcess(k6.path, argumentsOf(options), {
    env: environmentOf(options),
    onOutput: (text) => {
      if (!reading.read(text)) child.kill('SIGKILL');
    },
    onErrorLine: (line) => {
      lastLines.push(withoutSecrets(line, options.variables));
      lastLines.splice(0, lastLines.length - keptLines);
    },
  });
  const over = new AbortController();
  let stopped = false;
  const stop = () => {
    if (stopped || over.signal.aborted) return;
    stopped = true;
    child.kill('SIGINT');
    void clock.sleep(graceMs, over.signal).then(() => child.kill('SIGKILL'));
  };
  signal?.addEventListener('abort', stop, { once: true });
  const ended = child.ended
    .finally(() => {
      over.abort();
      signal?.removeEventListener('abort', stop);
    })
    .then((end) => {
      reading.throwFault();
      return { load: recorder.record(), k6: howItEnded(k6, end, stopped, lastLines) };
    });
  return { stop, ended };
}

interface Reading {
  /** False once a line was not understood: the rest is not read. */
  read(text: string): boolean;
  throwFault(): void;
}

function readInto(recorder: PointRecorder, onWindow: RunK6Options['onWindow']): Reading {
  const faults: unknown[] = [];
  const split = splitLines((line) => {
    const point = readPoint(line);
    if (point !== undefined) recorder.add(point);
  });
  return {
    read: (text) => {
      if (faults.length > 0) return false;
      try {
        split(text);
        for (const each of recorder.finishedWindows()) onWindow?.(each);
      } catch (error) {
        faults.push(error);
      }
      return faults.length === 0;
    },
    throwFault: () => {
      for (const fault of faults) throw fault;
    },
  };
}

/** Points are written to the standard output alone: a k6 whose reader is gone ends at its next write there. */
function argumentsOf(options: RunK6Options): readonly string[] {
  return [
    'run',
    ...['--quiet', '--no-color', '--log-format', 'raw', '--no-usage-report', '--no-thresholds'],
    // No address, no REST API: two runs at a time do not meet on its port.
    ...['--address', '', '--system-tags', systemTags, '--out', 'json=-'],
    ...(options.summaryFile === undefined ? [] : ['--summary-export', options.summaryFile]),
    ...(options.moreArguments ?? []),
    options.entry,
  ];
}

function environmentOf({ environment, variables }: RunK6Options): NodeJS.ProcessEnv {
  const inherited = Object.entries(environment).filter(([name]) => !name.startsWith('K6_'));
  const given = Object.entries(variables).map(([name, value]) => [
    name,
    value instanceof Secret ? value.reveal() : value,
  ]);
  return { ...Object.fromEntries([...inherited, ...given]), K6_NO_USAGE_REPORT: 'true' };
}

/** A script may print what it was given, such as an address with a password in it. */
function withoutSecrets(line: string, variables: RunK6Options['variables']): string {
  return Object.values(variables)
    .filter((value) => value instanceof Secret)
    .filter((secret) => secret.reveal() !== '')
    .reduce((text, secret) => text.replaceAll(secret.reveal(), String(secret)), line);
}

function howItEnded(
  { version }: K6,
  { exitCode }: ProcessEnd,
  stopped: boolean,
  lastLines: readonly string[],
): RunRecord['k6'] {
  const code = exitCode === undefined ? {} : { exitCode };
  if (exitCode === 0 || exitCode === thresholdsCrossed) return { version, ended: 'completed', ...code };
  if (stopped) return { version, ended: 'interrupted', ...code };
  return { version, ended: 'died', ...code, ...(lastLines.length === 0 ? {} : { lastLines }) };
}
