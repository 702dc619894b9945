import { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import { z } from 'zod';
import { environmentList } from './container-options.ts';
import type { ContainerStreams, ExecOptions } from './engine.ts';
import { translated } from './engine-failures.ts';
import { engineStream } from './engine-stream.ts';
import { outputFrames } from './output-frames.ts';

const execAnswer = z.object({ ExitCode: z.number().nullable() });

/** Starts a command in a running container with its standard streams open, without a terminal. */
export async function openStreamsInContainer(
  docker: Dockerode,
  id: string,
  command: readonly string[],
  { environment, user }: Pick<ExecOptions, 'environment' | 'user'> = {},
): Promise<ContainerStreams> {
  const exec = await docker.getContainer(id).exec({
    Cmd: [...command],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    ...(environment === undefined ? {} : { Env: environmentList(environment) }),
    ...(user === undefined ? {} : { User: user }),
  });
  const opened = await exec.start({ hijack: true, stdin: true });
  const stream = opened instanceof Duplex ? opened : Duplex.from(opened);
  return {
    input: stream,
    output: outputFrames(engineStream(`read what ${command[0]} writes`, async () => stream)),
    exitCode: async () => {
      const answer = await translated('inspect a command', () => exec.inspect());
      return execAnswer.parse(answer).ExitCode ?? undefined;
    },
  };
}
