import { join } from 'node:path';
import { cwd } from 'node:process';
import type { CostedStacks } from '../../cost/bill/bill.ts';
import type { CostQuestion } from '../../cost/report/cost-report.ts';
import { parseUsage, parseUsageFile, usageNames, usageWith } from '../../cost/usage/usage.ts';
import { readTemplates } from '../../definition/read-stacks.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { synthesize } from '../../local/lifecycle/synth.ts';
import { environmentOption } from '../../operations/target.ts';
import { definitionOptions, readGiven } from '../scaling/scaling-options.ts';
import type { ScriptContext, ScriptOption } from '../script.ts';
import { givenWhatIfs, numberOption, spotDiscount, whatIfOptions } from './what-if-options.ts';

export const costOptions: Readonly<Record<string, ScriptOption>> = {
  ...definitionOptions,
  env: { type: 'string', value: 'NAME', about: 'production (default), staging, small or local' },
  tasks: {
    type: 'string',
    value: 'SERVICE=N',
    multiple: true,
    about: 'another number of tasks than the minimum (may be repeated)',
  },
  usage: {
    type: 'string',
    value: 'NAME=AMOUNT',
    multiple: true,
    about: `what is used in a month (may be repeated): ${usageNames.join(', ')}`,
  },
  'usage-file': { type: 'string', value: 'FILE', about: 'JSON file with such amounts' },
  ...whatIfOptions,
};

/** The templates that `--env` or `--assembly` names, whatever types they have. */
export async function costedTemplates({
  options,
  signal,
}: Pick<ScriptContext, 'options' | 'signal'>): Promise<CostedStacks> {
  const environment = environmentOption(options.env ?? 'production');
  if (options.assembly !== undefined) return await readTemplates(String(options.assembly));
  const checkout = cwd();
  const { folder } = await synthesize({
    ...{ checkout, signal, context: { environment, draft: 'read' } },
    folder: join(checkout, 'node_modules', '.cache', 'assemblies', environment),
  });
  return await readTemplates(folder);
}

/** What the other options ask. Raises `BAD_ARGUMENT` and `BAD_USAGE_FILE`. */
export async function costQuestion(context: Pick<ScriptContext, 'options' | 'lists'>): Promise<CostQuestion> {
  const { options, lists } = context;
  const file = options['usage-file'];
  const ofFile = file === undefined ? {} : parseUsageFile(await readGiven('usage-file', file), String(file));
  return {
    usage: usageWith({ ...ofFile, ...parseUsage(lists.usage ?? []) }),
    tasks: tasksGiven(lists.tasks ?? []),
    whatIfs: givenWhatIfs(context),
    spotDiscount: spotDiscount(options),
  };
}

function tasksGiven(given: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const each of given) {
    const [, name = '', count = ''] = /^([\w-]+)=(.+)$/.exec(each) ?? [];
    if (name === '' || Object.hasOwn(counts, name)) {
      throw wrongUsage(
        'BAD_ARGUMENT',
        name === '' ? `--tasks must be a service and a number, not '${each}'` : `--tasks gives ${name} twice`,
        'For example: --tasks web=5 --tasks worker=2',
      );
    }
    counts[name] = numberOption('tasks', count, 0);
  }
  return counts;
}
