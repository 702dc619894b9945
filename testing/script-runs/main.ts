import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { argv, env, exit, stderr, stdin, stdout } from 'node:process';
import { text } from 'node:stream/consumers';
import type { RunOfScript, ScriptOutcome } from './script-runs.ts';

// What scripts/start.mjs does for each process, and what many of them need.
const checkout = join(import.meta.dirname, '..', '..');
enableCompileCache(join(checkout, 'node_modules', '.cache', 'compiled'));
// Each run listens for an output that is closed, as long as the process lasts.
stdout.setMaxListeners(0);

const ownVariables = { ...env };
const ownWrite = stdout.write.bind(stdout);

const runs: readonly RunOfScript[] = JSON.parse(await text(stdin));
for (const [index, run] of runs.entries()) ownWrite(`${JSON.stringify(await outcomeOf(run, index))}\n`);
exit(0);

/** Loads the script's own file anew, and with it all that it does; what it imports is loaded once for all runs. */
async function outcomeOf({ name, args, variables = {} }: RunOfScript, index: number): Promise<ScriptOutcome> {
  const file = `${name.replace(':', '-')}.ts`;
  argv.splice(1, argv.length, join(checkout, 'scripts', file), ...args);
  replaceVariables({ ...ownVariables, ...variables });
  process.exitCode = undefined;
  const written = { stdout: '', stderr: '' };
  stdout.write = (chunk: string | Uint8Array) => {
    written.stdout += String(chunk);
    return true;
  };
  stderr.write = (chunk: string | Uint8Array) => {
    written.stderr += String(chunk);
    return true;
  };
  await import(`../../scripts/${file}?run=${index}`);
  const hasState = existsSync(join(env.XDG_STATE_HOME ?? '', 'spree-parity'));
  return { ...written, exitCode: Number(process.exitCode ?? 0), hasState };
}

function replaceVariables(variables: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) delete env[name];
  Object.assign(env, variables);
}
