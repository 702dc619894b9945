import { command } from '../../failure/command.ts';
import { shellWord } from '../../failure/shell-quoted.ts';
import type { ScriptContext } from '../script.ts';

/** What was chosen for a run, and holds for the next one too; not the agreement to it, nor a lock that is to be taken. */
const kept = ['env', 'region', 'accept', 'no-drift'] as const;

/** The command that goes on after a failure: as the script was called, so that it comes past where this one stopped. */
export function runAgain(
  script: string,
  { options, lists }: Pick<ScriptContext, 'options' | 'lists'>,
): string {
  const given = kept.flatMap((name) => {
    const values = lists[name] ?? [options[name] ?? false];
    return values.flatMap((value) => {
      if (value === false || (name === 'env' && value === 'local')) return [];
      return value === true ? [`--${name}`] : [`--${name}`, shellWord(value)];
    });
  });
  return [command(script), ...given].join(' ');
}
