import { shellQuoted } from '../../../failure/shell-quoted.ts';

/**
 * Variables that would still direct a client elsewhere: the JavaScript SDK prefers a profile to keys, a
 * session token of another account invalidates the keys, and the last one disables every endpoint of the
 * environment.
 */
export const misleading = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];

/** The shells whose words are known; those of bash and zsh are those of `sh`. */
export const shells = ['sh', 'fish'] as const;
export type Shell = (typeof shells)[number];

interface Words {
  readonly set: (name: string, value: string) => string;
  readonly unset: (names: readonly string[]) => string;
}

const wordsOf: Readonly<Record<Shell, Words>> = {
  sh: {
    set: (name, value) => `export ${name}=${shellQuoted(value)}`,
    unset: (names) => `unset ${names.join(' ')}`,
  },
  fish: {
    set: (name, value) => `set -gx ${name} ${quotedForFish(value)}`,
    unset: (names) => `set -e ${names.join(' ')}`,
  },
};

/** Lines for a shell that set these variables, and unset what would keep AWS clients from using them. */
export function shellLines(variables: Readonly<Record<string, string>>, shell: Shell = 'sh'): string {
  return shellChange({ unset: misleading, set: variables }, shell);
}

/** Variables to unset, and then others to set. */
export interface VariableChange {
  readonly unset: readonly string[];
  readonly set: Readonly<Record<string, string>>;
}

/** Lines for a shell that do this. */
export function shellChange({ unset, set }: VariableChange, shell: Shell): string {
  const words = wordsOf[shell];
  return [words.unset(unset), ...Object.entries(set).map(([name, value]) => words.set(name, value))].join(
    '\n',
  );
}

/** In single quotes fish takes all as it is, but for these two. */
function quotedForFish(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
