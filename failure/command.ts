import { env } from 'node:process';

/**
 * The command line that runs a script of this repository, such as `local:up`, without pnpm being installed. A script that
 * was run for a certain environment names commands for that one, so that nobody deletes the data of another.
 */
export function command(script: string, { PARITY_ENVIRONMENT: name = '' }: NodeJS.ProcessEnv = env): string {
  const environment = name === '' ? '' : `PARITY_ENVIRONMENT=${name} `;
  return `${environment}npx -y pnpm@12 ${script}`;
}
