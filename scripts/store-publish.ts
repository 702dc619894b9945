import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { publishStoreAssets } from '../local/lifecycle/release/publish-store-assets.ts';
import { run } from '../local/processes/run.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { runScript } from './run-script.ts';
import { openTarget } from './store/open-target.ts';
import { storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:publish',
  about:
    'publishes the style sheets and scripts of an image, before its tasks start; local:up does so by itself',
  options: {
    ...storeOptions,
    image: { type: 'string', value: 'IMAGE', about: 'an image that the container engine has (required)' },
  },
  examples: ['--env staging --image REPOSITORY:TAG'],
  interrupted: 'What earlier releases need is still there. Run it again.',
  run: async ({ options, json, print, say, signal }) => {
    const { image } = options;
    if (typeof image !== 'string') {
      throw wrongUsage(
        'BAD_ARGUMENT',
        'store:publish needs an image, which the container engine has',
        `For example: ${command('store:publish')} --env staging --image REPOSITORY:TAG`,
      );
    }
    const target = await openTarget(environmentOption(options.env), regionOption(options.region));
    // A tag may be pushed again; what it names may not change.
    const { stdout: id } = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', image]);
    const done = await publishStoreAssets(target, { image, release: id.trim(), signal });
    if (json) print(JSON.stringify({ image, result: done }));
    else say(`Assets of ${image}: ${done}`);
    return 0;
  },
});
