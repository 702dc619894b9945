/**
 * The command line that runs a script of this repository, such as `local:up`, without pnpm being installed.
 */
export function command(script: string): string {
  return `npx -y pnpm@12 ${script}`;
}
