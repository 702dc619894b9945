/** The words of a command, or what is wrong with it. */
export type SplitCommand =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly problem: string };

const spaces = new Set([' ', '\t', '\r', '\n']);

/**
 * Splits the command of `ExecuteCommand` as the agent in a container does: words, quotes, backslashes and comments as
 * in a shell, but no variables, pipes or patterns. In double quotes a backslash keeps every character as it is.
 * Without a word the agent starts `sh`.
 */
export function splitCommand(text: string): SplitCommand {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  let isEscaped = false;
  let isComment = false;
  for (const character of text) {
    if (isComment) {
      isComment = character !== '\n';
    } else if (isEscaped) {
      word = (word ?? '') + character;
      isEscaped = false;
    } else if (character === '\\' && quote !== "'") {
      word ??= '';
      isEscaped = true;
    } else if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      word ??= '';
      quote = character;
    } else if (spaces.has(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '#' && word === undefined) {
      isComment = true;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (isEscaped) return { ok: false, problem: 'EOF found after escape character' };
  if (quote !== undefined) return { ok: false, problem: 'EOF found when expecting closing quote' };
  const all = word === undefined ? words : [...words, word];
  return { ok: true, words: all.length === 0 ? ['sh'] : all };
}
