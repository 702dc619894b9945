import { randomUUID } from 'node:crypto';
import { Failure } from '../../failure/failure.ts';
import type { Engine } from '../../local/docker/engine.ts';
import { hangUp, sessionMark } from '../../local/docker/hang-up.ts';
import { waitUntil } from '../../time/wait-until.ts';
import { joinStreams } from './join-streams.ts';
import { joinTerminal } from './join-terminal.ts';
import { type Streams, sizeOf } from './streams.ts';
import { type FrameSink, toStreams } from './write-frames.ts';

/** A command in a container that runs. */
export interface ContainerCommand {
  /** The engine's id of it. */
  readonly container: string;
  readonly command: readonly string[];
  /** The container's own when absent. */
  readonly user?: string;
  /** Variables on top of the container's. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a command is joined to whoever runs it. */
export interface CommandSession {
  /** On a terminal of its own, to which this one is joined. */
  readonly terminal: boolean;
  readonly streams: Streams;
  /** Takes what is written without a terminal, instead of the standard streams. */
  readonly sink?: FrameSink;
  readonly signal: AbortSignal;
}

/** What running a command needs of the engine. */
export type CommandEngine = Pick<Engine, 'exec' | 'openTerminal' | 'openStreams'>;

/**
 * Runs a command in a container, with standard input, and with a terminal if it is to have one; gives its exit code. When the
 * signal aborts or the terminal is closed, what still runs of it is sent SIGHUP.
 */
export async function runInContainer(
  engine: CommandEngine,
  { container, command, user, environment }: ContainerCommand,
  session: CommandSession,
): Promise<number> {
  session.signal.throwIfAborted();
  const sessionId = randomUUID();
  const options = {
    ...(user === undefined ? {} : { user }),
    environment: { ...environment, ...sessionMark(sessionId) },
  };
  const closed = whenClosed(session.signal);
  let isOver = false;
  try {
    const exitCode = session.terminal
      ? await onTerminal(engine, container, command, options, { ...session, signal: closed.signal })
      : await onStreams(engine, container, command, options, { ...session, signal: closed.signal });
    isOver = true;
    return exitCode;
  } finally {
    closed.release();
    // The container may be gone, or have no shell to do it.
    if (!isOver) await hangUp(engine, container, sessionId, user).catch(() => {});
  }
}

type ExecOptions = NonNullable<Parameters<Engine['openStreams']>[2]>;

async function onTerminal(
  engine: CommandEngine,
  container: string,
  command: readonly string[],
  options: ExecOptions,
  { streams, signal }: CommandSession,
): Promise<number> {
  const environment = { TERM: 'xterm-256color', ...options.environment };
  const size = sizeOf(streams.stdout);
  const terminal = await engine.openTerminal(container, command, { ...options, environment, size });
  await joinTerminal(terminal, streams, signal);
  return await exitCodeOf(terminal);
}

async function onStreams(
  engine: CommandEngine,
  container: string,
  command: readonly string[],
  options: ExecOptions,
  { streams, sink = toStreams(streams), signal }: CommandSession,
): Promise<number> {
  const opened = await engine.openStreams(container, command, options);
  await joinStreams(opened, streams.stdin, sink.take, signal);
  sink.flush();
  return await exitCodeOf(opened);
}

/** The engine closes the streams a little before it knows the code. */
async function exitCodeOf(command: { exitCode(): Promise<number | undefined> }): Promise<number> {
  const wait = { what: 'the exit code of the command', timeoutMs: 10_000, everyMs: 50 };
  return await waitUntil(wait, () => command.exitCode());
}

/** Aborted with the signal, and when the terminal is closed, which would end this process and leave the command to itself. */
function whenClosed(signal: AbortSignal): { readonly signal: AbortSignal; release(): void } {
  const closed = new AbortController();
  const close = () => closed.abort(new Failure('INTERRUPTED', 'The terminal was closed', { exitCode: 129 }));
  process.once('SIGHUP', close);
  return {
    signal: AbortSignal.any([signal, closed.signal]),
    release: () => process.off('SIGHUP', close),
  };
}
