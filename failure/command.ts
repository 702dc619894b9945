import { env } from 'node:process';

/**
 * How a person calls a script of this repository, such as `local:up`: pnpm need not be installed. A script that was called
 * for a certain environment names commands for that one, so that nobody deletes the data of another.
 */
export function command(script: string, { PARITY_ENVIRONMENT: name = '' }: NodeJS.ProcessEnv = env): string {
  const environment = name === '' ? '' : `PARITY_ENVIRONMENT=${name} `;
  return `${environment}npx -y pnpm@12 ${script}`;
}
