import { errorMessage } from '../../../failure/error-message.ts';
import { arrivalWindow } from '../../../operations/logs/arrival-window.ts';
import type { LogLine } from '../../../operations/logs/log-line.ts';
import type { Writer } from '../../../operations/logs/log-name.ts';
import type { LogRequest } from '../../../operations/logs/log-request.ts';
import { notShownYet } from '../../../operations/logs/shown-lines.ts';
import type { LogOptions } from '../../docker/engine.ts';
import type { ContainerWriter } from './container-writers.ts';
import { haveTasksEnded } from './ended-tasks.ts';
import { type FoundWriters, isRequested, listContainerWriters, writersIn } from './find-writers.ts';
import { isGone } from './is-gone.ts';
import type { LoggingEnvironment, LogReader } from './log-reader.ts';
import { note, type ShownLog } from './shown-log.ts';
import type { StreamWriter } from './written-logs.ts';

/** Where the history ended. */
export interface Begun extends FoundWriters {
  readonly shown: ShownLog;
  /** When it was begun, in milliseconds since the epoch. */
  readonly beganMs: number;
}

/** How often containers are looked for that are new, such as those of a deployment. */
const lookEveryMs = 1_000;
/** How often CloudWatch Logs is asked for what tasks wrote that ended, or came and went between two looks. */
const catchUpEveryMs = 2_000;
/** The engine gives the lines of all containers within this time of each other. */
const windowTimes = { holdMs: 250, quietMs: 60 };
const drawEveryMs = 50;

interface Following extends LoggingEnvironment {
  readonly request: LogRequest;
  readonly reader: LogReader;
  readonly begun: Begun;
  readonly add: (line: LogLine) => void;
  /** Aborts when the reader’s does, and when a reading failed. */
  readonly signal: AbortSignal;
  readonly fail: (error: unknown) => void;
  /** Aborts once nothing will be written any more, and all output of containers was read. */
  readonly ended: AbortController;
  /** The containers whose output is read, by their ids. */
  readonly open: Set<string>;
  /** The ids of the containers that were read, by the names of their streams. */
  readonly known: Map<string, string>;
  /** Streams of which all lines have been shown. */
  readonly caughtUp: Set<string>;
}

/**
 * Gives the lines that come after a history until the signal aborts, or until the tasks have ended that alone are asked for.
 * Raises what a reading raised.
 */
export async function followWriters(
  logging: LoggingEnvironment,
  request: LogRequest,
  reader: LogReader,
  begun: Begun,
): Promise<void> {
  const failed = new AbortController();
  const window = arrivalWindow(windowTimes);
  const { clock, onLine } = reader;
  const following: Following = {
    ...{ ...logging, request, reader, begun },
    add: (line) => {
      if (request.isWanted(line.text)) window.add(line, clock.now());
    },
    signal: AbortSignal.any([reader.signal, failed.signal]),
    fail: (error) => failed.abort(error),
    ended: new AbortController(),
    open: new Set(),
    known: new Map(begun.containers.map(({ id, stream }) => [stream?.name ?? '', id])),
    caughtUp: new Set(begun.streams.map(({ stream }) => stream.name)),
  };
  let isOver = false;
  const work = Promise.all([lookForContainers(following), catchUpWithStreams(following)])
    .catch(following.fail)
    .finally(() => {
      isOver = true;
    });
  while (!following.signal.aborted && !isOver) {
    await clock.sleep(drawEveryMs, following.signal);
    for (const line of window.due(clock.now())) onLine(line);
  }
  await work;
  for (const line of window.rest()) onLine(line);
  if (failed.signal.aborted && !reader.signal.aborted) throw failed.signal.reason;
}

async function lookForContainers(following: Following): Promise<void> {
  const { engine, environment, open, known, begun, request, reader, signal, fail, ended } = following;
  const seen = new Set<string>();
  const followed = new Map<string, Writer>(begun.streams.map((each) => [each.stream.name, each]));
  while (!signal.aborted) {
    const containers = await engine.listContainers(environment.labels);
    const writers = writersIn(containers, following).filter((each) => isRequested(request, each));
    for (const writer of writers) followed.set(writer.id, writer);
    for (const writer of writers) {
      const isToBeRead = !seen.has(writer.id) || writer.state === 'running';
      if (open.has(writer.id) || !isToBeRead) continue;
      const isFirst = begun.containers.some(({ id }) => id === writer.id);
      seen.add(writer.id);
      open.add(writer.id);
      if (writer.stream !== undefined) known.set(writer.stream.name, writer.id);
      readToEnd(following, writer, isFirst)
        .catch(fail)
        .finally(() => open.delete(writer.id));
    }
    if (open.size === 0 && haveTasksEnded({ request, writers: [...followed.values()], containers }))
      return ended.abort();
    await reader.clock.sleep(lookEveryMs, signal);
  }
}

/** Goes on after the last line that was read; a server that is started again is read again. */
async function readToEnd(
  { engine, begun, request, signal, add }: Following,
  { id, source, task, stream }: ContainerWriter,
  isFirst: boolean,
): Promise<void> {
  const isNew = notShownYet(begun.shown.get(id));
  const options = { ...rangeOf(id, isFirst, begun, request), follow: true, signal };
  try {
    for await (const { at, text } of engine.containerLogs(id, options)) {
      const line = { source, task, stream: stream?.name, atMs: at.getTime(), text };
      if (!isNew(line)) continue;
      note(begun.shown, id, line);
      add(line);
    }
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function rangeOf(
  id: string,
  isFirst: boolean,
  { shown }: Begun,
  { tail, fromMs }: LogRequest,
): Pick<LogOptions, 'since' | 'tail'> {
  const sinceMs = shown.get(id)?.atMs ?? (isFirst ? fromMs : undefined);
  if (isFirst && tail === 0 && !shown.has(id)) return { tail: 0 };
  return sinceMs === undefined ? {} : { since: new Date(sinceMs) };
}

async function catchUpWithStreams(following: Following): Promise<void> {
  const { request, reader, signal, ended } = following;
  const isDue = AbortSignal.any([signal, ended.signal]);
  let isSaid = false;
  while (!signal.aborted) {
    await reader.clock.sleep(catchUpEveryMs, isSaid ? signal : isDue);
    if (signal.aborted) return;
    // What has ended before this look has nothing to add after it.
    const isLast = ended.signal.aborted;
    try {
      const streams = await following.written.writers();
      // Looked for after the streams: what had lines then, and has no container now, will not write any more.
      const containers = await listContainerWriters(following);
      const present = new Set(containers.flatMap(({ stream }) => stream?.name ?? []));
      for (const writer of streams.filter((each) => isRequested(request, each)))
        if (!present.has(writer.stream.name)) await catchUp(following, writer);
      if (isLast) return;
      isSaid = false;
    } catch (error) {
      if (!isSaid && !signal.aborted)
        reader.say(`The lines of tasks that end cannot be read from CloudWatch Logs: ${errorMessage(error)}`);
      isSaid = true;
    }
  }
}

/** Shows what a task has written of which the container is gone, but for what was shown while it was there. */
async function catchUp(
  { written, known, open, caughtUp, begun, request, add }: Following,
  writer: StreamWriter,
): Promise<void> {
  const { name } = writer.stream;
  const id = known.get(name);
  const isBeingRead = id !== undefined && open.has(id);
  if (caughtUp.has(name) || isBeingRead || writer.newestMs === undefined) return;
  const shown = id === undefined ? undefined : begun.shown.get(id);
  const isNew = notShownYet(shown);
  const fromMs = shown?.atMs ?? (request.tail === 0 ? begun.beganMs : (request.fromMs ?? 0));
  for await (const line of written.linesFrom(writer, fromMs)) if (isNew(line)) add(line);
  caughtUp.add(name);
}
