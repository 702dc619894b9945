import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { publishStoreAssets } from '../local/lifecycle/release/publish-store-assets.ts';
import { run } from '../local/processes/run.ts';
import { askFirst } from './change/ask-first.ts';
import { changeEnvironment } from './change/change-environment.ts';
import { changeOptions, changeRequest } from './change/change-options.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'store:publish',
  about:
    'publishes the style sheets and scripts of an image, before its tasks start; local:up does so by itself',
  options: {
    ...changeOptions,
    image: { type: 'string', value: 'IMAGE', about: 'an image that the container engine has (required)' },
  },
  examples: ['--env staging --image REPOSITORY:TAG'],
  interrupted: 'What earlier releases need is still there. Run it again.',
  run: async (context) => {
    const { options, json, print, say } = context;
    const { image } = options;
    if (typeof image !== 'string') {
      throw wrongUsage(
        'BAD_ARGUMENT',
        'store:publish needs an image, which the container engine has',
        `For example: ${command('store:publish')} --env staging --image REPOSITORY:TAG`,
      );
    }
    // A tag may be pushed again; what it names may not change.
    const { stdout: id } = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', image]);
    const request = changeRequest('store:publish', context, false);
    const lines = [`The assets of ${image} are published; those of the oldest releases are deleted.`];
    const asked = { ...request, lines, otherwise: 'Nothing was published' };
    const done = await changeEnvironment(request, context, askFirst(asked, context), ({ target, signal }) =>
      publishStoreAssets(target, { image, release: id.trim(), signal }),
    );
    if (json) print(JSON.stringify({ image, result: done }));
    else say(`Assets of ${image}: ${done}`);
    return 0;
  },
});
