import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsServicesPage } from '../local/lifecycle/aws-services.ts';
import { readDefinition } from '../local/lifecycle/definition.ts';
import { synthesize } from '../local/lifecycle/synth.ts';
import { differencesPage } from '../local/parity/differences-page.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'docs:differences',
  about:
    'writes docs/differences.md and docs/aws-services.md from the tables that the local environment works by',
  examples: [''],
  run: async (context) => {
    const state = await mkdtemp(join(tmpdir(), 'parity-docs-'));
    const { folder } = await synthesize({
      checkout: process.cwd(),
      folder: join(state, 'assembly'),
      context: { environment: 'local', application: 'none' },
      signal: context.signal,
    });
    const { stack } = await readDefinition(folder);
    await writeFile('docs/differences.md', differencesPage(stack.template));
    await writeFile('docs/aws-services.md', await awsServicesPage());
    await rm(state, { recursive: true });
    if (context.json)
      context.print(JSON.stringify({ written: ['docs/differences.md', 'docs/aws-services.md'] }));
    return 0;
  },
});
