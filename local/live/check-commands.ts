import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LiveRule, ruleFor } from './live-rule.ts';
import { liveFolder } from './with-live-code.ts';

/** A command that checks files in a task, and the files that it is given. */
export interface FileCheck {
  readonly command: readonly string[];
  readonly paths: readonly string[];
}

/** Where a task finds the files that are to be checked. */
export const incomingFolder = `${liveFolder}/incoming`;

/** Parses without running, and says the line; a file that has no name of its own there gets that of the application. */
const python = `
import sys
bad = 0
for path in sys.argv[2:]:
    try:
        compile(open(sys.argv[1] + '/' + path, 'rb').read(), path, 'exec')
    except SyntaxError as error:
        bad = 1
        print(f'{path}:{error.lineno}: {error.msg}')
sys.exit(bad)
`;

/** `node --check` takes one file. */
const javaScript = 'root=$1; shift; bad=0; for path; do node --check "$root/$path" || bad=1; done; exit $bad';

/** What checks a file of which the rule says nothing, by its ending. */
const builtIn: readonly { readonly ending: RegExp; readonly command: () => readonly string[] }[] = [
  {
    ending: /\.(rb|rake|ru|erb)$/,
    command: () => ['ruby', '--disable-gems', '-e', rubyCheck(), '--', incomingFolder],
  },
  { ending: /\.(js|mjs|cjs)$/, command: () => ['sh', '-c', javaScript, 'sh', incomingFolder] },
  { ending: /\.py$/, command: () => ['python3', '-c', python, incomingFolder] },
];

/** What checks changed files before tasks get them: the command of their rule, else what is known of their kind. */
export function checksOf(rules: readonly LiveRule[], paths: readonly string[]): readonly FileCheck[] {
  const checks = new Map<string, FileCheck>();
  for (const path of paths) {
    const command = commandFor(rules, path);
    if (command === undefined) continue;
    const { isOwn, words } = command;
    const key = JSON.stringify(words);
    const argument = isOwn ? `${incomingFolder}/${path}` : path;
    checks.set(key, { command: words, paths: [...(checks.get(key)?.paths ?? []), argument] });
  }
  return [...checks.values()];
}

function commandFor(
  rules: readonly LiveRule[],
  path: string,
): { readonly isOwn: boolean; readonly words: readonly string[] } | undefined {
  const own = ruleFor(rules, path)?.check;
  if (own === 'none') return undefined;
  if (own !== undefined) return { isOwn: true, words: own };
  const words = builtIn.find(({ ending }) => ending.test(path))?.command();
  return words === undefined ? undefined : { isOwn: false, words };
}

function rubyCheck(): string {
  return readFileSync(join(import.meta.dirname, 'checks', 'check-ruby.rb'), 'utf8');
}
