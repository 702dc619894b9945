import type Dockerode from 'dockerode';
import { z } from 'zod';
import { environmentList } from './container-options.ts';
import type { ExecOptions, ExecResult } from './engine.ts';
import { engineStream } from './engine-stream.ts';
import { outputFrames } from './output-frames.ts';

const execAnswer = z.object({ ExitCode: z.number().nullable() });

/**
 * Runs a command in a running container and collects what it writes. An abort closes the connection and raises
 * the signal's reason; the engine offers no way to end the command itself.
 */
export async function execInContainer(
  docker: Dockerode,
  id: string,
  command: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  const exec = await docker.getContainer(id).exec({
    Cmd: [...command],
    AttachStdout: true,
    AttachStderr: true,
    AttachStdin: options.input !== undefined,
    ...(options.environment === undefined ? {} : { Env: environmentList(options.environment) }),
    ...(options.user === undefined ? {} : { User: options.user }),
  });
  const output = await collect(exec, command, options);
  options.signal?.throwIfAborted();
  const { ExitCode: exitCode } = execAnswer.parse(await exec.inspect());
  return { exitCode: exitCode ?? 137, ...output };
}

/** Starts a command in a running container and waits for nothing. */
export async function startExecInContainer(
  docker: Dockerode,
  id: string,
  command: readonly string[],
  { user }: Pick<ExecOptions, 'user'> = {},
): Promise<void> {
  const exec = await docker
    .getContainer(id)
    .exec({ Cmd: [...command], ...(user === undefined ? {} : { User: user }) });
  const stream = await exec.start({ Detach: true });
  // The engine answers and says no more; an open connection would keep this process.
  stream.destroy();
}

async function collect(
  exec: Dockerode.Exec,
  command: readonly string[],
  options: ExecOptions,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const open = async () => {
    const stream = await exec.start({ hijack: true, stdin: options.input !== undefined });
    if (options.input !== undefined) stream.end(options.input);
    return stream;
  };
  for await (const frame of outputFrames(engineStream(`run ${command[0]}`, open, options.signal))) {
    output[frame.stream].push(frame.data);
  }
  return {
    stdout: Buffer.concat(output.stdout).toString('utf8'),
    stderr: Buffer.concat(output.stderr).toString('utf8'),
  };
}
