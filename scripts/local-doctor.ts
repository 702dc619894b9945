import { env } from 'node:process';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { readPorts } from '../local/environment/ports.ts';
import { checkMachine } from '../local/machine/check-machine.ts';
import { gatherFacts } from '../local/machine/gather-facts.ts';
import { machineNeeds } from '../local/machine/machine-needs.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

const marks = { ok: '✔', warning: '!', missing: '✖' } as const;

await runScript({
  name: 'local:doctor',
  about: 'checks that this machine has what the local side needs, and names what to do',
  run: async (context) => {
    const environment = localEnvironment();
    const needs = machineNeeds(env, (await readPorts(environment)) === undefined);
    const facts = await gatherFacts({
      engine: connectEngine(),
      stateFolder: environment.stateFolder,
      environment: env,
    });
    const checks = checkMachine(facts, needs);
    const lines = checks.map(({ name, status, found, needed, action }) =>
      [
        `${marks[status]} ${name}: ${found} (needed: ${needed})`,
        ...(status === 'ok' ? [] : [`    ${action}`]),
      ].join('\n'),
    );
    context.print(context.json ? JSON.stringify(checks) : lines.join('\n'));
    return checks.some(({ status }) => status === 'missing') ? 1 : 0;
  },
});
