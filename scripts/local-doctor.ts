import { env } from 'node:process';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { readPorts } from '../local/environment/ports.ts';
import { checkMachine, type MachineCheck } from '../local/machine/check-machine.ts';
import { gatherFacts } from '../local/machine/gather-facts.ts';
import { machineNeeds } from '../local/machine/machine-needs.ts';
import { prepareForTests, prepareMachine } from '../local/machine/prepare-machine.ts';
import { checkTestPrograms, readTestPrograms } from '../local/machine/test-programs.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';
import { machineVariables } from './variables.ts';

const marks = { ok: '✔', missing: '✖' } as const;

await runScript({
  name: 'local:doctor',
  about: 'checks that this machine has what local:up needs, and says what to do if not',
  options: {
    fix: { type: 'boolean', about: 'install and start what is missing, if allowed' },
    tests: { type: 'boolean', about: 'what the tests need, too: Chromium, the AWS CLI, Python with pip' },
  },
  variables: { ...machineVariables, CHROMIUM: 'path of the browser of the tests, with --tests' },
  examples: ['', '--fix', '--tests --fix'],
  run: async (context) => {
    const environment = localEnvironment();
    const { stateFolder } = environment;
    const needs = machineNeeds(env, (await readPorts(environment)) === undefined);
    const options = { engine: connectEngine(), stateFolder, environment: env };
    const { progress, signal } = context;
    const [isForTests, isToFix] = [context.options.tests === true, context.options.fix === true];
    // First, as it names all that is missing before anything is installed.
    const programs =
      isForTests && isToFix
        ? await prepareForTests({ environment: env, progress, signal })
        : isForTests && (await readTestPrograms(env));
    const facts = isToFix
      ? await prepareMachine({ ...options, needs, progress, signal })
      : await gatherFacts(options);
    const checks = [
      ...checkMachine(facts, needs),
      ...(programs === false ? [] : checkTestPrograms(programs, facts)),
    ];
    context.print(context.json ? JSON.stringify(checks) : checks.map(checkLines).join('\n'));
    return checks.some(({ status }) => status === 'missing') ? 1 : 0;
  },
});

function checkLines({ name, status, found, needed, action }: MachineCheck): string {
  const line = `${marks[status]} ${name}: ${found} (needed: ${needed})`;
  return status === 'ok' ? line : `${line}\n    ${action}`;
}
