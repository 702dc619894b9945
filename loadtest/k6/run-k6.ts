import { Secret } from '../../failure/secret.ts';
import { type ProcessEnd, startProcess } from '../../local/processes/start-process.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import type { LoadRecord } from '../record/load-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { type K6Script, k6Arguments, k6Environment } from './k6-command.ts';
import type { K6 } from './k6-version.ts';
import { readPoint } from './read-point.ts';
import { type PointRecorder, recordPoints, type TimedWindow } from './record-points.ts';
import { splitLines } from './split-lines.ts';

export interface RunK6Options extends K6Script {
  readonly k6: K6;
  /** The length of the record's windows, in milliseconds: see `windowLength`. */
  readonly windowMs: number;
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

/** How many lines of what k6 says are kept. */
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
  const said = lastLines(options.variables);
  const reading = readInto(recorder, options.onWindow);
  const child = startProcess(k6.path, k6Arguments(options), {
    env: k6Environment(options),
    onOutput: (text) => {
      if (!reading.read(text)) child.kill('SIGKILL');
    },
    onErrorLine: said.add,
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
      return { load: recorder.record(), k6: howItEnded(k6, end, stopped, said.lines) };
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

interface LastLines {
  readonly lines: readonly string[];
  add(line: string): void;
}

function lastLines(variables: RunK6Options['variables']): LastLines {
  const lines: string[] = [];
  return {
    lines,
    add: (line) => {
      // Stack frames of a script's error say nothing to a reader of its verdict.
      if (/^\s*at .*\d+:\d+(\(\d+\))?\)?$/.test(line) || line.trim() === '') return;
      lines.push(withoutSecrets(line, variables));
      lines.splice(0, lines.length - keptLines);
    },
  };
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
