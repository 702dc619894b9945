import { command } from '../../failure/command.ts';
import { shellWord } from '../../failure/shell-quoted.ts';
import type { ScriptContext } from '../script.ts';

/** About how a script speaks, not about what it does. */
const ofOutput: readonly string[] = ['json', 'debug'];

/**
 * The command that a script was called by, with its operands and options, to be printed with one more: without them, it would
 * do something else.
 */
export function asGiven(
  script: string,
  { options, operands }: Pick<ScriptContext, 'options' | 'operands'>,
): string {
  const flags = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false || ofOutput.includes(name)) return [];
    return value === true ? [`--${name}`] : [`--${name}`, shellWord(value)];
  });
  return [command(script), ...operands.map(shellWord), ...flags].join(' ');
}
