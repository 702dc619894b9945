import { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import { z } from 'zod';
import { environmentList } from './container-options.ts';
import type { ContainerTerminal, TerminalOptions } from './engine.ts';
import { translated } from './engine-failures.ts';

const execAnswer = z.object({ ExitCode: z.number().nullable() });

/** Starts a command in a running container on a terminal of its own. */
export async function openTerminalInContainer(
  docker: Dockerode,
  id: string,
  command: readonly string[],
  { environment, user, size }: TerminalOptions = {},
): Promise<ContainerTerminal> {
  const exec = await docker.getContainer(id).exec({
    Cmd: [...command],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
    ...(environment === undefined ? {} : { Env: environmentList(environment) }),
    ...(user === undefined ? {} : { User: user }),
    // Rows first.
    ...(size === undefined ? {} : { ConsoleSize: [size[1], size[0]] }),
  });
  const stream = await exec.start({ hijack: true, stdin: true, Tty: true });
  return {
    stream: stream instanceof Duplex ? stream : Duplex.from(stream),
    resize: async (columns, rows) => {
      await translated('resize a terminal', () => exec.resize({ w: columns, h: rows }));
    },
    exitCode: async () => {
      const answer = await translated('inspect a command', () => exec.inspect());
      return execAnswer.parse(answer).ExitCode ?? undefined;
    },
  };
}
