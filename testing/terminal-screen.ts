import xterm from '@xterm/headless';
import type { TerminalResult } from './terminal-session.ts';

/** What a person sees of a terminal session at its end. */
export interface TerminalScreen {
  /** The lines on the screen, without blanks at their ends. */
  readonly visible: readonly string[];
  /** Those, below the ones that were scrolled away. */
  readonly all: readonly string[];
}

/** Draws all that a session showed on a terminal of 80 by 24, resized when the session's was, as terminals draw it. */
export async function terminalScreen({
  shown,
  resizes,
}: Pick<TerminalResult, 'shown' | 'resizes'>): Promise<TerminalScreen> {
  const terminal = new xterm.Terminal({ cols: 80, rows: 24, scrollback: 10_000, allowProposedApi: true });
  let from = 0;
  for (const { at, size } of resizes) {
    await write(terminal, shown.slice(from, at));
    terminal.resize(...size);
    from = at;
  }
  await write(terminal, shown.slice(from));
  const { active } = terminal.buffer;
  const all = Array.from(
    { length: active.length },
    (_, row) => active.getLine(row)?.translateToString(true) ?? '',
  );
  return { all, visible: all.slice(active.baseY) };
}

async function write(terminal: xterm.Terminal, text: string): Promise<void> {
  await new Promise<void>((resolve) => terminal.write(text, resolve));
}
