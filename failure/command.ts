import { env } from 'node:process';

/** Names that pnpm has for itself: a script of that name is run with `run` only. */
const ofPnpm: ReadonlySet<string> = new Set(['help', 'completion']);

/**
 * The command line that runs a script of this repository, such as `local:up`, without pnpm being installed. A script that
 * was run for a certain environment names commands for that one, so that nobody deletes the data of another.
 */
export function command(script: string, { PARITY_ENVIRONMENT: name = '' }: NodeJS.ProcessEnv = env): string {
  const environment = name === '' ? '' : `PARITY_ENVIRONMENT=${name} `;
  const run = ofPnpm.has(script.replace(/^--silent /, '')) ? script.replace(/\S+$/, 'run $&') : script;
  return `${environment}npx -y pnpm@12 ${run}`;
}
