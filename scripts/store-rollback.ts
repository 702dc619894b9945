import { wrongUsage } from '../failure/wrong-usage.ts';
import { rollBackStore } from '../local/lifecycle/release/roll-back-store.ts';
import { type RollbackChoice, readRollbackChoice } from '../operations/release/roll-back.ts';
import { type ChangedEnvironment, changeEnvironment } from './change/change-environment.ts';
import { changeOptions, changeRequest } from './change/change-options.ts';
import { confirm } from './change/confirm.ts';
import { pickRelease } from './change/pick-release.ts';
import { releaseRows } from './change/release-rows.ts';
import { releasesText } from './change/releases-text.ts';
import { runScript } from './run-script.ts';
import type { ScriptContext } from './script.ts';
import { openTarget } from './store/open-target.ts';

await runScript({
  name: 'store:rollback',
  about:
    'takes the services back to an earlier release; the database stays as it is, and a release that cannot run with it is refused',
  options: {
    ...changeOptions,
    to: {
      type: 'string',
      value: 'RELEASE',
      about:
        'the tag of the release; without it you choose from a list, and in a pipeline it is the one before',
    },
    list: { type: 'boolean', about: 'lists the releases and changes nothing' },
  },
  examples: ['', '--list', '--env staging --to 3f2a1b9c0d1e', '--env production --yes'],
  interrupted: 'What ECS has begun goes on. Run it again: it continues from there.',
  run: async (context) => {
    const { options, json, print, say, progress } = context;
    const { to: wanted } = options;
    if (typeof wanted === 'boolean')
      throw wrongUsage('BAD_ARGUMENT', '--to needs a release', '--list lists them.');
    const request = changeRequest('store:rollback', context, false);
    const { environment, region } = request;
    if (options.list === true) {
      return tell(context, await readRollbackChoice(await openTarget(environment, region)));
    }
    const asking = async ({ account }: Pick<ChangedEnvironment, 'account'>) => {
      say(`${environment}: account ${account}, ${region}`);
    };
    const back = await changeEnvironment(request, context, asking, async (changed) => {
      const choice = await readRollbackChoice(changed.target);
      const isUnasked = wanted !== undefined || options.yes === true || process.stdin.isTTY !== true;
      const chosen = isUnasked ? wanted : await pickRelease(choice);
      if (environment !== 'local' && options.yes !== true) {
        await confirm({
          question: `Take ${environment} back to ${chosen ?? 'the release before'}?`,
          otherwise: 'No service was changed',
        });
      }
      return await rollBackStore({ ...changed, progress, choice, wanted: chosen });
    });
    if (json) print(JSON.stringify(back));
    else print(`${back.release} runs in ${environment} again`);
    return 0;
  },
});

function tell({ json, print }: ScriptContext, choice: RollbackChoice): number {
  const rows = releaseRows(choice, new Date());
  if (json) {
    print(JSON.stringify(rows));
    return 0;
  }
  print(releasesText(rows));
  return 0;
}
