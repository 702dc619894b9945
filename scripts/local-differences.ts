import { join } from 'node:path';
import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import { readText } from '../local/environment/state-file.ts';
import { stateFile } from '../local/environment/state-files.ts';
import { listDifferences } from '../local/lifecycle/commands/differences.ts';
import { readDefinition } from '../local/lifecycle/definition.ts';
import type { Difference } from '../local/parity/template-differences.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:differences',
  about: 'lists what in the definition behaves differently here than on AWS, resource by resource',
  examples: ['', '--json'],
  run: async ({ json, print }) => {
    const environment = localEnvironment();
    const folder = stateFile(environment, 'assembly');
    if ((await readText(join(folder, 'manifest.json'))) === undefined) {
      throw new Failure(
        'NO_DEFINITION',
        `The definition of ${environment.name} has not been synthesized yet`,
        {
          hint: `Start it: ${command('local:up')}`,
        },
      );
    }
    const differences = listDifferences(await readDefinition(folder));
    print(json ? JSON.stringify(differences) : differences.map(lineOf).join('\n'));
    return 0;
  },
});

function lineOf({ logicalId, type, property, kind, why }: Difference): string {
  return `${logicalId} (${type})${property === undefined ? '' : ` ${property}`}: ${kind}. ${why}`;
}
