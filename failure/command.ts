/** How a person calls a script of this repository, such as `local:up`: pnpm need not be installed. */
export function command(script: string): string {
  return `npx -y pnpm@12 ${script}`;
}
