import { wrongUsage } from '../../failure/wrong-usage.ts';
import { isTaskName } from '../../operations/logs/log-name.ts';
import type { LogRequest } from '../../operations/logs/log-request.ts';
import { everyText } from '../../operations/logs/text-filter.ts';
import type { ScriptContext, ScriptOption } from '../script.ts';
import { wholeNumberOption } from '../whole-number-option.ts';
import { grepOption } from './grep-option.ts';
import { momentOption } from './moment-option.ts';

/** The options of `local:logs` and of `store:logs`, in the words of compose, kamal and kubectl. */
export const logOptions: Readonly<Record<string, ScriptOption>> = {
  follow: {
    type: 'boolean',
    short: 'f',
    about: 'go on until Ctrl-C, with the lines of new tasks; a single task until it has ended',
  },
  since: {
    type: 'string',
    short: 's',
    value: 'TIME',
    about: 'from then on: 90s, 10m, 1h30m or 2d ago, or 2026-11-27T08:00:00Z',
  },
  until: { type: 'string', value: 'TIME', about: 'only lines before then, in the same forms' },
  tail: {
    type: 'string',
    short: 'n',
    value: 'N',
    about: 'only the last N lines of all together (default 100; all with --since, --until or --grep)',
  },
  grep: {
    type: 'string',
    short: 'g',
    value: 'PATTERN',
    about: 'only lines in which this regular expression is found; (?i:text) ignores case',
  },
  task: {
    type: 'string',
    value: 'ID',
    multiple: true,
    about: 'only this task, by the beginning of its id, or its ARN; may be given several times',
  },
  timestamps: { type: 'boolean', short: 't', about: 'put the time before each line' },
  'no-prefix': { type: 'boolean', about: 'do not say which task a line is from' },
};

/** As many lines are shown where nothing says which. */
const usualTail = 100;

/** Reads them. Raises `BAD_ARGUMENT`. */
export function logRequest(
  { options, lists, operands }: Pick<ScriptContext, 'lists' | 'operands' | 'options'>,
  nowMs: number,
): LogRequest {
  const { since, until, follow = false } = options;
  const fromMs = since === undefined ? undefined : momentOption('since', since, nowMs);
  const untilMs = until === undefined ? undefined : momentOption('until', until, nowMs);
  if (untilMs !== undefined && follow === true)
    throw wrongUsage('BAD_ARGUMENT', '--until ends what --follow goes on with', 'Give one of them.');
  if (untilMs !== undefined && fromMs !== undefined && untilMs <= fromMs)
    throw wrongUsage(
      'BAD_ARGUMENT',
      '--until must be later than --since',
      'For example: --since 2h --until 1h',
    );
  const isWanted = grepOption(options.grep);
  const isNarrowed = fromMs !== undefined || untilMs !== undefined || isWanted !== everyText;
  const tail = wholeNumberOption('tail', options.tail) ?? (isNarrowed ? undefined : usualTail);
  const names = operands.map(named);
  return {
    names,
    tasks: (lists.task ?? []).map(taskNamed),
    follow: follow === true,
    tail,
    fromMs,
    untilMs,
    isWanted,
  };
}

function named(given: string): string {
  if (given !== '') return given;
  throw wrongUsage('BAD_ARGUMENT', 'The name of a service is empty', 'For example: web');
}

function taskNamed(given: string): string {
  if (isTaskName(given)) return given;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--task must be the id of a task, or its beginning, not '${given}'`,
    'For example: --task 1a2b3c4d, --task web/1a2b3c4d, or an ARN. A service is named without --task.',
  );
}
