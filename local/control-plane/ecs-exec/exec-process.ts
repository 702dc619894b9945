import { errorMessage } from '../../../failure/error-message.ts';
import type { ContainerTerminal, Engine } from '../../docker/engine.ts';
import { hangUp, sessionMark } from '../../docker/hang-up.ts';
import type { ExecTarget } from '../api/ecs/ecs-exec.ts';

/** The process of a session, on a terminal of its own. */
export interface ExecProcess {
  write(data: Buffer): void;
  resize(columns: number, rows: number): void;
  /** Holds its output back, or lets it come. */
  flow(isFlowing: boolean): void;
  /** Ends it, where it still runs. */
  end(): void;
}

/** Told of what the process does. */
export interface ProcessListener {
  onOutput(data: Buffer): void;
  /** Once; `problem` is what the client is told where the process could not be started. */
  onEnd(problem?: string): void;
  onFault(error: unknown): void;
}

/**
 * Starts a command as root, as ECS Exec does whatever the user of the container is. What is typed before it runs is
 * kept for it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function startProcess(
  engine: Pick<Engine, 'exec' | 'openTerminal'>,
  { container, command }: ExecTarget,
  sessionId: string,
  listener: ProcessListener,
): ExecProcess {
  const options = { user: rootUser, environment: sessionEnvironment(sessionId) };
  const opened = engine.openTerminal(container, command, options);
  let hasEnded = false;
  const ended = (problem?: string) => {
    if (hasEnded) return;
    hasEnded = true;
    listener.onEnd(problem);
  };
  opened.then(
    ({ stream }) => {
      stream.on('data', listener.onOutput);
      stream.once('end', () => ended());
      stream.once('close', () => ended());
      stream.on('error', () => ended());
    },
    (error: unknown) => ended(startProblem(error)),
  );
  // One after another: the engine takes a size in a call of its own, and what is typed next counts on it.
  let earlier: Promise<unknown> = opened;
  const withTerminal = (use: (terminal: ContainerTerminal) => unknown) => {
    earlier = earlier
      .then(async () => use(await opened))
      .catch((error: unknown) => {
        // What could not be started has said so, and what is over needs nothing.
        if (!hasEnded) listener.onFault(error);
      });
  };
  return {
    write: (data) => withTerminal(({ stream }) => stream.writable && stream.write(data)),
    resize: (columns, rows) => withTerminal((terminal) => terminal.resize(columns, rows)),
    flow: (isFlowing) => {
      opened.then(({ stream }) => (isFlowing ? stream.resume() : stream.pause())).catch(() => {});
    },
    end: () => {
      if (hasEnded) return;
      opened
        .then(async ({ stream }) => {
          await hangUp(engine, container, sessionId, rootUser).finally(() => stream.destroy());
        })
        // The container may be gone, and what ran in it with it.
        .catch(listener.onFault);
    },
  };
}

/**
 * What the agent adds to a container's variables, and the mark of the session. Assumed: the agent sets `LANG` only
 * where the container has none, which is not known here, so that it is left alone.
 */
function sessionEnvironment(sessionId: string): Readonly<Record<string, string>> {
  return { TERM: 'xterm-256color', ...sessionMark(sessionId) };
}

const rootUser = '0';

/** In the agent's words, as far as they go; what follows is the engine's. */
const startProblem = (error: unknown): string =>
  `----------ERROR-------\nUnable to start command: ${errorMessage(error)}`;
