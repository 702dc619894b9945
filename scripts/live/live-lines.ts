import { command } from '../../failure/command.ts';
import type { LiveOutcome } from '../../local/live/serve-changes.ts';
import { duration } from '../../time/duration.ts';
import { asStarted } from '../as-started.ts';

/** What became of changed files, for a person: what changed, and how long until all tasks served it. */
export function liveLines(outcome: LiveOutcome, tookMs: number): readonly string[] {
  return [...outcomeLines(outcome, tookMs), ...unwatchedLines(outcome)];
}

function outcomeLines(outcome: LiveOutcome, tookMs: number): readonly string[] {
  const files = fileNames(outcome.paths);
  switch (outcome.kind) {
    case 'served': {
      const did = outcome.did.length === 0 ? '' : ` (${outcome.did.join(', ')})`;
      const served =
        outcome.tasks.length === 0 ? 'no task runs' : `${countTasks(outcome.tasks)} in ${duration(tookMs)}`;
      return [`✔ ${files}: ${served}${did}`];
    }
    case 'refused':
      return [`✖ ${files}: not served`, ...indented(outcome.output), lastGood];
    case 'takenBack':
      return [`✖ ${files}: taken back`, ...indented(outcome.output), lastGood];
    case 'rebuild':
      return [`… ${files}: needs another image, which is built and released now`];
    case 'restored':
      return [`✔ ${files}: as tasks have it, so nothing is left to serve`];
    case 'overtaken':
      return [`… ${files}: files have changed again, and are served together`];
    case 'unchanged':
      return [];
  }
}

const lastGood = '  All tasks go on with what they had. The next change is tried together with this one.';

/** Of one file its name, of more the first and how many there are. */
export function fileNames([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function unwatchedLines({ unwatched }: LiveOutcome): readonly string[] {
  return unwatched.length === 0
    ? []
    : [`– ${fileNames(unwatched)}: not watched. To bring it: ${asStarted(command('local:up'))}`];
}

/** Such as `2 web, 1 worker`. */
function countTasks(tasks: readonly string[]): string {
  const counts = Map.groupBy(tasks, (task) => task.split('/')[0] ?? task);
  const list = [...counts].toSorted(([one], [other]) => one.localeCompare(other));
  return list.map(([name, { length }]) => `${length} ${name}`).join(', ');
}

function indented(text: string): readonly string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
