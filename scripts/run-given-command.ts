import { type RunOptions, run } from '../local/processes/run.ts';
import type { ScriptContext } from './script.ts';

/**
 * Runs the user's own command with the terminal; gives its exit code. With `--json` it has no terminal but the standard
 * input, and what it writes is printed as JSON line by line, as that of `store:exec`, with the exit code last.
 */
export async function runGivenCommand(
  [program, ...args]: readonly [string, ...(readonly string[])],
  where: Pick<RunOptions, 'cwd' | 'env'>,
  { json, print, handOver, signal }: Pick<ScriptContext, 'json' | 'print' | 'handOver' | 'signal'>,
): Promise<number> {
  const options = { ...where, allowFailure: true, signal };
  if (!json) {
    handOver();
    const { exitCode } = await run(program, args, { ...options, inherit: true });
    signal.throwIfAborted();
    return exitCode;
  }
  const onLine: RunOptions['onLine'] = (line, stream) => print(JSON.stringify({ line, stream }));
  const { exitCode } = await run(program, args, { ...options, inherit: 'input', onLine });
  signal.throwIfAborted();
  print(JSON.stringify({ exitCode }));
  return exitCode;
}
