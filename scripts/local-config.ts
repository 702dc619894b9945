import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import type { Engine } from '../local/docker/engine.ts';
import { openLocalTarget } from '../local/lifecycle/servers/local-target.ts';
import { containerConfig, parseEnvironment } from '../operations/config/container-config.ts';
import { containerOfRevision } from '../operations/config/defined-config.ts';
import { findRunningContainer } from '../operations/running-task.ts';
import { defaultRegion } from '../operations/target.ts';
import { configText } from './config/config-text.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:config',
  about:
    'shows the variables that a running task of a service (default web) has, and where each comes from; secrets are masked',
  operands: '[SERVICE]',
  mostOperands: 1,
  options: {
    'show-secrets': { type: 'boolean', about: 'shows the values of secrets as well' },
  },
  examples: ['', 'worker', 'web/1a2b3c4d', '--json', '--show-secrets'],
  run: async ({ operands, options, json, print }) => {
    const [source = 'web'] = operands;
    const target = await openLocalTarget(localEnvironment(), defaultRegion);
    const found = await findRunningContainer(target, { source });
    const { definition, revision } = await containerOfRevision(target, found.taskDefinition, found.container);
    const look = (entryPoint: readonly string[]) =>
      environmentIn(connectEngine(), found.runtimeId, entryPoint);
    const [before, after] = await Promise.all([look([]), look(definition.entryPoint ?? [])]);
    const variables = containerConfig(definition, { before, after }, options['show-secrets'] === true);
    const { name } = found;
    print(
      json ? JSON.stringify({ name, revision, variables }) : configText(`${name} (${revision})`, variables),
    );
    return 0;
  },
});

async function environmentIn(
  engine: Pick<Engine, 'exec'>,
  container: string,
  entryPoint: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const { exitCode, stdout, stderr } = await engine.exec(container, [...entryPoint, 'env', '-0']);
  if (exitCode === 0) return parseEnvironment(stdout);
  throw new Failure(
    'ENVIRONMENT_UNREADABLE',
    `\`env -0\` ended with exit code ${exitCode} in the container: ${(stderr || stdout).trim()}`,
    { hint: `What the definition gives it: ${command('store:config')}` },
  );
}
