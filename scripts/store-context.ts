import { resolve } from 'node:path';
import { cwd, env } from 'node:process';
import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { writeStoreContext } from '../local/lifecycle/release/write-store-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'store:context',
  about: 'writes the folder that the image of the Spree store is built from, for `docker build`',
  options: {
    to: { type: 'string', value: 'FOLDER', about: 'a folder that is new or empty (required)' },
  },
  examples: ['--to /tmp/store'],
  interrupted: 'Delete the folder, then run it again.',
  run: async ({ options, json, print, say }) => {
    const { to } = options;
    if (typeof to !== 'string') {
      throw wrongUsage(
        'BAD_ARGUMENT',
        'store:context needs a folder to write to',
        `For example: ${command('store:context')} --to /tmp/store`,
      );
    }
    const folder = resolve(cwd(), to);
    await writeStoreContext(cwd(), env, folder);
    if (json) print(JSON.stringify({ folder }));
    else say(`Written to ${folder}`);
    return 0;
  },
});
