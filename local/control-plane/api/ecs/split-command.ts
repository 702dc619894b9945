/** The words of a command, or what is wrong with it. */
export type SplitCommand =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** How far a command was read. */
interface Reading {
  readonly words: readonly string[];
  /** Undefined between words. */
  readonly word: string | undefined;
  readonly quote: '"' | "'" | undefined;
  readonly isEscaped: boolean;
  readonly isComment: boolean;
}

const start: Reading = { words: [], word: undefined, quote: undefined, isEscaped: false, isComment: false };

/**
 * Splits the command of `ExecuteCommand` as the agent in a container does: words, quotes, backslashes and comments as
 * in a shell, but no variables, pipes or patterns. In double quotes a backslash keeps every character as it is.
 * Without a word the agent starts `sh`.
 * @see https://github.com/aws/amazon-ssm-agent/blob/mainline/agent/session/shell/shell_unix.go
 */
export function splitCommand(text: string): SplitCommand {
  const { words, word, quote, isEscaped } = [...text].reduce(read, start);
  if (isEscaped) return { ok: false, problem: 'EOF found after escape character' };
  if (quote !== undefined) return { ok: false, problem: 'EOF found when expecting closing quote' };
  const all = word === undefined ? words : [...words, word];
  return { ok: true, words: all.length === 0 ? ['sh'] : all };
}

function read(reading: Reading, character: string): Reading {
  const { word = '', quote, isEscaped, isComment } = reading;
  if (isComment) return { ...reading, isComment: character !== '\n' };
  if (isEscaped) return { ...reading, word: word + character, isEscaped: false };
  if (character === '\\' && quote !== "'") return { ...reading, word, isEscaped: true };
  if (quote === undefined) return readUnquoted(reading, character);
  if (character === quote) return { ...reading, quote: undefined };
  return { ...reading, word: word + character };
}

function readUnquoted(reading: Reading, character: string): Reading {
  const { words, word } = reading;
  switch (character) {
    case '"':
    case "'":
      return { ...reading, word: word ?? '', quote: character };
    case ' ':
    case '\t':
    case '\r':
    case '\n':
      return word === undefined ? reading : { ...reading, words: [...words, word], word: undefined };
    default:
      if (character === '#' && word === undefined) return { ...reading, isComment: true };
      return { ...reading, word: (word ?? '') + character };
  }
}
