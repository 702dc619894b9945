/** What the choice of a browser depends on. */
export interface Desktop {
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** A program with its arguments. */
export type BrowserCommand = readonly [program: string, ...args: readonly string[]];

/**
 * The programs that may open a URL, to be tried one after the other: those of `BROWSER`, else those of the desktop. None
 * where there is no display, as in a shell on another machine.
 * @see https://specifications.freedesktop.org/desktop-entry-spec/latest/
 */
export function browserCommands(url: string, { platform, variables }: Desktop): readonly BrowserCommand[] {
  const chosen = (variables.BROWSER ?? '').split(':').flatMap((each) => commandOf(each, url));
  if (chosen.length > 0) return chosen;
  if (platform === 'darwin') return [['open', url]];
  if (isSet(variables.WSL_DISTRO_NAME)) {
    return [
      ['wslview', url],
      ['explorer.exe', url],
    ];
  }
  const hasDisplay = isSet(variables.DISPLAY) || isSet(variables.WAYLAND_DISPLAY);
  return hasDisplay ? [['xdg-open', url]] : [];
}

/** `firefox --private-window %s`, or without `%s`, where the URL goes last. */
function commandOf(text: string, url: string): readonly BrowserCommand[] {
  const [program = '', ...args] = text.split(' ').filter((word) => word !== '');
  if (program === '') return [];
  const isPlaced = args.some((word) => word.includes('%s'));
  return [[program, ...args.map((word) => word.replaceAll('%s', url)), ...(isPlaced ? [] : [url])]];
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
