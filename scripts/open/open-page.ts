import { browserCommands, type Desktop } from './browser-commands.ts';

/** Starts a program; false where it is missing, or ends with an error at once. */
type Start = (program: string, args: readonly string[]) => Promise<boolean>;

/** Opens a page by the first program that can, and says of each that it could not. False where none did. */
export async function openPage(
  url: string,
  desktop: Desktop,
  start: Start,
  say: (text: string) => void,
): Promise<boolean> {
  const of = desktop.variables.BROWSER ? ' (BROWSER)' : '';
  for (const [program, ...args] of browserCommands(url, desktop)) {
    if (await start(program, args)) return true;
    say(`${program}${of} did not open the page: it is missing, or ended with an error.`);
  }
  return false;
}
