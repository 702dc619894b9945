/** A piece of a rule: a parenthesis, a comma, a word, or a name in quotes. */
export interface Token {
  readonly text: string;
  /** Its first character's place in the rule, from 0. */
  readonly at: number;
  /** The name, where it is in quotes. */
  readonly quoted?: string;
}

const pattern = /"(?<quoted>(?:\\.|[^"\\])*)"|[(),]|[^\s(),"]+|"/gs;

/** The pieces of a rule; white space only separates them. */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(pattern)].map(({ 0: piece, index: at, groups }) => {
    const quoted = groups?.quoted;
    return { text: piece, at, ...(quoted === undefined ? {} : { quoted: quoted.replace(/\\(.)/gs, '$1') }) };
  });
}
