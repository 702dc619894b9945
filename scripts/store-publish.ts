import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { splitImageName } from '../local/docker/image-name.ts';
import { publishStoreAssets } from '../local/lifecycle/release/publish-store-assets.ts';
import { serveStoreAssets } from '../local/lifecycle/release/serve-store-assets.ts';
import { askFirst } from './change/ask-first.ts';
import { changeEnvironment } from './change/change-environment.ts';
import { changeOptions, changeRequest } from './change/change-options.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'store:publish',
  about:
    'publishes the style sheets and scripts of an image, before its tasks start, and has the edge forget what they replace; local:up does so by itself',
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
    const release = splitImageName(image).tag;
    const request = changeRequest('store:publish', context, false);
    const lines = [
      `The assets of ${image} are published and served; those of the oldest releases are deleted.`,
    ];
    const asked = { ...request, lines, otherwise: 'Nothing was published' };
    const done = await changeEnvironment(
      request,
      context,
      askFirst(asked, context),
      async ({ target, signal }) => {
        const published = await publishStoreAssets(target, { image, release, signal });
        let edge = '';
        const told = (text: string) => {
          edge = text;
        };
        await serveStoreAssets(target, { release, signal }, { result: told, skip: told });
        return `${published}; edge: ${edge}`;
      },
    );
    if (json) print(JSON.stringify({ image, result: done }));
    else say(`Assets of ${image}: ${done}`);
    return 0;
  },
});
