import { env } from 'node:process';
import { releaseStoreImage } from '../local/lifecycle/release/release-store-image.ts';
import { type ChangedEnvironment, changeEnvironment } from './change/change-environment.ts';
import { changeOptions, changeRequest } from './change/change-options.ts';
import { confirm } from './change/confirm.ts';
import { runAgain } from './change/run-again.ts';
import { runScript } from './run-script.ts';
import { storeVariables } from './variables.ts';

await runScript({
  name: 'store:release',
  about:
    'releases the store to services that run: image, push, scan, assets, migrations, services, and a look at the storefront; on a failure the services go back',
  options: {
    ...changeOptions,
    accept: {
      type: 'string',
      value: 'FINDING',
      multiple: true,
      about:
        'a critical finding of the scan that does not stop the release, such as CVE-2026-1234 (may be repeated)',
    },
  },
  variables: storeVariables,
  examples: ['', '--env staging', '--env staging --accept CVE-2026-1234', '--env production --yes'],
  interrupted:
    'Stages that are done stay done, and what ECS has begun goes on. Run it again: it continues from there.',
  run: async (context) => {
    const { options, lists, json, print, say, progress } = context;
    const request = changeRequest('store:release', context, true);
    const { environment, region } = request;
    const again = runAgain('store:release', context);
    const asking = async ({ account, commit }: Pick<ChangedEnvironment, 'account' | 'commit'>) => {
      say(`${environment}: account ${account}, ${region}, commit ${commit?.id.slice(0, 12)}`);
      if (options.yes === true) return;
      await confirm({
        question: `Release this commit to ${environment}?`,
        otherwise: 'Nothing was released',
      });
    };
    const released = await changeEnvironment(request, context, asking, (changed) =>
      releaseStoreImage({
        ...{ ...changed, variables: env, progress, runAgain: again, accepted: lists.accept ?? [] },
      }),
    );
    if (json) print(JSON.stringify(released));
    else print(`${released.release} runs in ${environment}: ${released.storefrontUrl}`);
    return 0;
  },
});
