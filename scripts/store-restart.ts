import { hintsFor } from '../local/lifecycle/release/hints-for.ts';
import { localPlace } from '../local/lifecycle/release/release-store-image.ts';
import { restartServices } from '../operations/restart-services.ts';
import { askFirst } from './change/ask-first.ts';
import { changeEnvironment } from './change/change-environment.ts';
import { changeOptions, changeRequest } from './change/change-options.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'store:restart',
  about:
    'replaces the tasks of services (web, worker), of all where none is named, by new ones of the same release, without losing a request',
  operands: '[SERVICE ...]',
  options: changeOptions,
  examples: ['', 'web', 'web worker --env staging', '--env production --yes'],
  awsCommands: [
    'ecs update-service --cluster spree-production-cluster --service spree-production-web --force-new-deployment',
  ],
  interrupted: 'What ECS has begun goes on: new tasks take the place of the old ones.',
  run: async (context) => {
    const { operands: names, progress, json, print } = context;
    const request = changeRequest('store:restart', context, false);
    const which = names.length === 0 ? 'all services' : names.join(', ');
    const lines = [`new tasks of ${which} take the place of those that run`];
    const asked = { ...request, lines, otherwise: 'Nothing was restarted' };
    const ask = askFirst(asked, context);
    const restarted = await changeEnvironment(request, context, ask, async ({ target, local, signal }) => {
      const { pace, watchHopeless } = (local === undefined ? undefined : await localPlace(local)) ?? {};
      return await restartServices({
        ...{ target, names, progress, signal, hints: await hintsFor(target) },
        ...(pace === undefined ? {} : { pace }),
        ...(watchHopeless === undefined ? {} : { watchHopeless }),
      });
    });
    print(json ? JSON.stringify({ restarted }) : `Restarted: ${restarted.join(', ')}`);
    return 0;
  },
});
