import { containerConfig } from '../operations/config/container-config.ts';
import { readDefinedContainer } from '../operations/config/defined-config.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { configText } from './config/config-text.ts';
import { runScript } from './run-script.ts';
import { openTarget } from './store/open-target.ts';
import { storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:config',
  about:
    'shows the variables that the task definition of a service (default web) has, and the secrets that it names, but not their values',
  operands: '[SERVICE]',
  mostOperands: 1,
  options: storeOptions,
  examples: ['', 'worker', 'web --env staging --json'],
  awsCommands: ['ecs describe-task-definition --task-definition spree-production-web'],
  run: async ({ operands, options, json, print }) => {
    const [source = 'web'] = operands;
    const target = await openTarget(environmentOption(options.env), regionOption(options.region));
    const { revision, container, definition } = await readDefinedContainer(target, source);
    const variables = containerConfig(definition, undefined, false);
    print(
      json
        ? JSON.stringify({ name: container, revision, variables })
        : configText(`${container} (${revision})`, variables),
    );
    return 0;
  },
});
