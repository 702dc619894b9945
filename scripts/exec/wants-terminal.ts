import { wrongUsage } from '../../failure/wrong-usage.ts';
import type { ScriptContext } from '../script.ts';
import { isTerminal, type Streams } from './streams.ts';

/**
 * Whether a command gets a terminal: where there is one, unless `--no-tty` or `--json` was given. Raises `NO_TERMINAL` for a
 * `--tty` without one, and `BAD_ARGUMENT` for one that contradicts the others.
 */
export function wantsTerminal(
  script: string,
  { options, json }: Pick<ScriptContext, 'options' | 'json'>,
  streams: Pick<Streams, 'stdin' | 'stdout'> = process,
): boolean {
  const isUnwanted = json || options['no-tty'] === true;
  if (options.tty !== true) return !isUnwanted && isTerminal(streams);
  if (isUnwanted) {
    const other = json ? '--json' : '--no-tty';
    throw wrongUsage('BAD_ARGUMENT', `${script}: --tty and ${other} exclude each other`, 'Leave one out.');
  }
  if (isTerminal(streams)) return true;
  throw wrongUsage(
    'NO_TERMINAL',
    `${script} --tty needs a terminal as its standard input and output: the input or output device is not a TTY`,
    'Standard input is passed on without --tty.',
  );
}
