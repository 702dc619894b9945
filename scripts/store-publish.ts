import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { splitImageName } from '../local/docker/image-name.ts';
import { publishStoreAssets } from '../local/lifecycle/release/publish-store-assets.ts';
import { serveStoreAssets } from '../local/lifecycle/release/serve-store-assets.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { runScript } from './run-script.ts';
import { openTarget } from './store/open-target.ts';
import { storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:publish',
  about:
    'publishes the style sheets and scripts of an image, before its tasks start, and has the edge forget what they replace; local:up does so by itself',
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
    const release = splitImageName(image).tag;
    const published = await publishStoreAssets(target, { image, release, signal });
    let edge = '';
    const told = (text: string) => {
      edge = text;
    };
    await serveStoreAssets(target, { release, signal }, { result: told, skip: told });
    const done = `${published}; edge: ${edge}`;
    if (json) print(JSON.stringify({ image, result: done }));
    else say(`Assets of ${image}: ${done}`);
    return 0;
  },
});
