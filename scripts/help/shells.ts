import { shellQuoted } from '../../failure/shell-quoted.ts';
import type { Completion } from './completions.ts';

/** The shells whose completion is known. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** A shell whose completion is known. */
export type Shell = (typeof shells)[number];

/** Whether completions can be given to it. */
export function isShell(name: string): name is Shell {
  return shells.some((shell) => shell === name);
}

/** Shell code that has npx completed by a program, which gets the shell's name and the line up to the cursor. */
export function completionScript(shell: Shell, program: readonly string[]): string {
  const call = [...program, shell].map(shellQuoted).join(' ');
  switch (shell) {
    case 'bash':
      return [
        '_spree_parity() {',
        "  local IFS=$'\\n'",
        `  COMPREPLY=($(${call} "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null))`,
        '  [[ $COMPREPLY != *= ]] || compopt -o nospace',
        '}',
        'complete -o default -F _spree_parity npx',
      ].join('\n');
    case 'zsh':
      return [
        '(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }',
        '_spree_parity() {',
        '  local -a found',
        `  found=("\${(@f)$(${call} "\${(j: :)words[1,CURRENT-1]} $PREFIX" 2>/dev/null)}")`,
        '  if [[ -n $found[1] ]]; then _describe -V command found; else _files; fi',
        '}',
        'compdef _spree_parity npx',
      ].join('\n');
    case 'fish':
      return [
        'function __spree_parity',
        `  ${call} (commandline -cp) 2>/dev/null`,
        'end',
        `complete -c npx -f -k -n 'string match -q "*pnpm*" -- (commandline -cp)' -a '(__spree_parity)'`,
      ].join('\n');
  }
}

/** Completions as that code takes them, a line each. */
export function completionLines(shell: Shell, line: string, found: readonly Completion[]): readonly string[] {
  switch (shell) {
    case 'bash':
      return found.map(({ text }) => text.slice(partBefore(line).length));
    case 'zsh':
      return found.map(({ text, about }) => `${text.replaceAll(':', '\\:')}:${about}`);
    case 'fish':
      return found.map(({ text, about }) => `${text}\t${about}`);
  }
}

/** Bash takes a colon and an equals sign for the end of a word, and replaces only what follows the last one. */
function partBefore(line: string): string {
  const [word = ''] = /\S*$/.exec(line) ?? [];
  return /^.*[:=]/.exec(word)?.[0] ?? '';
}
