import type { ScriptContext } from '../script.ts';
import { type CommandEngine, type ContainerCommand, runInContainer } from './run-in-container.ts';
import { toLines } from './write-frames.ts';

/** What a script that runs a command leaves to it. */
export type CommandContext = Pick<ScriptContext, 'handOver' | 'json' | 'print' | 'signal'>;

/**
 * Runs a command in a container with the standard streams of the script; gives its exit code. With `--json` what it writes is
 * printed as JSON line by line, as that of `store:exec`, with the exit code last.
 */
export async function runForScript(
  engine: CommandEngine,
  command: ContainerCommand,
  { terminal, where }: { readonly terminal: boolean; readonly where: string },
  { handOver, json, print, signal }: CommandContext,
): Promise<number> {
  const streams = process;
  if (!json) {
    // Without a terminal Ctrl-C is a signal to this process, which ends the command.
    if (terminal) handOver();
    return await runInContainer(engine, command, { terminal, streams, signal });
  }
  const sink = toLines((line, stream) => print(JSON.stringify({ line, stream })));
  const exitCode = await runInContainer(engine, command, { terminal: false, streams, sink, signal });
  print(JSON.stringify({ where, exitCode }));
  return exitCode;
}
