import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunOfScript, runScripts, type ScriptOutcome } from '../testing/script-runs/script-runs.ts';
import { toolkit } from '../testing/toolkit.ts';
import { ownScripts } from './own-scripts.ts';

const own = ownScripts();
/** There is no engine, and no environment was ever started. */
const nowhere = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
const outcomes = new Map<string, ScriptOutcome>();
let stateHome: string;

beforeAll(async () => {
  stateHome = await mkdtemp(join(tmpdir(), 'wrong-arguments-'));
  const runs = [unconfirmed, ...superfluous, ...wrongValues.map(toRun), ...wrongVariables.map(toVariableRun)];
  const variables = { ...nowhere, PARITY_ENVIRONMENT: 'wrong-arguments', XDG_STATE_HOME: stateHome };
  const all = await runScripts(runs, variables);
  for (const [index, run] of runs.entries()) {
    const outcome = all[index];
    if (outcome !== undefined) outcomes.set(JSON.stringify(run), outcome);
  }
}, 300_000);
afterAll(async () => {
  await rm(stateHome, { recursive: true });
});

/** What a script said that refused to run. */
function refusal(run: RunOfScript) {
  const outcome = outcomes.get(JSON.stringify(run));
  const { stderr = '', ...rest } = outcome ?? {};
  return { ...rest, failure: JSON.parse(stderr) };
}

/** Those that take operands, which may be anything. */
const takesOperands = [
  ...['loadtest', 'local:logs', 'local:test', 'store:exec', 'store:console', 'store:logs', 'store:scale'],
  ...['scaling:explain', 'scaling:simulate', 'assets:restore', 'local:exec'],
  ...['local:psql', 'local:redis', 'completion', 'help', 'local:prune', 'local:open'],
  ...['local:config', 'local:restart', 'store:config', 'store:restart'],
];

test('there are scripts to try', () => {
  expect(own.length).toBeGreaterThan(10);
});

const superfluous = own.map((name): RunOfScript & { readonly argument: string } => {
  const argument = takesOperands.includes(name) ? '--nonsense' : 'superfluous';
  return { name, args: [argument, '--json'], argument };
});

test.each(superfluous)('`$name $argument --json` is refused, in JSON', (run) => {
  expect(refusal(run)).toEqual({
    exitCode: 2,
    stdout: '',
    hasState: false,
    failure: {
      type: 'failure',
      code: 'BAD_ARGUMENT',
      message: expect.stringContaining(run.argument),
      hint: expect.stringContaining(`${run.name} --help`),
    },
  });
});

test('a refusal ends the process of a script with its exit code', { timeout: 30_000 }, async () => {
  const tool = toolkit('wrong-arguments', stateHome);
  const { exitCode, stdout, stderr } = await tool.script('local:up', ['--nonsense'], { variables: nowhere });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain("Unknown option '--nonsense'");
});

type WrongValue = readonly [name: string, args: readonly string[], message: string];

/** Wants an answer, and nobody is there to give one. */
const unconfirmed: RunOfScript = { name: 'local:prune', args: ['--json', '--all'] };

const wrongValues: readonly WrongValue[] = [
  ['local:exec', [], 'local:exec needs a service, a task or a server'],
  ['local:config', ['web', 'worker'], "local:config: unexpected argument 'worker'"],
  ['store:config', ['web', 'worker'], "store:config: unexpected argument 'worker'"],
  ['local:psql', ['--user', 'root'], "--user does not know 'root'"],
  ['store:exec', ['-it'], 'store:exec needs a command'],
  ['store:exec', ['-it', '--', 'ls'], 'store:exec is interactive and does not support --json'],
  [
    'store:exec',
    ['-i', '--env', 'staging', '--', 'ls'],
    'store:exec -i without a terminal works on the local environment alone, not on staging: ECS Exec passes no standard input but that of a terminal',
  ],
  ['local:logs', ['--tail', ''], 'local:logs: --tail needs a value, and is empty'],
  ['local:logs', ['--tail', '0x10'], "--tail must be a whole number, not '0x10'"],
  ['local:logs', ['--tail', '1e3'], "--tail must be a whole number, not '1e3'"],
  ['local:logs', ['-n', '-1'], "--tail must be a whole number, not '-1'"],
  ['local:logs', ['-fn', '-1'], "--tail must be a whole number, not '-1'"],
  ['local:logs', ['-n-1'], "--tail must be a whole number, not '-1'"],
  ['local:logs', ['-n'], 'local:logs: -n needs a value'],
  [
    'local:logs',
    ['--tail', '--follow'],
    "local:logs: --tail needs a value, not '--follow'; one that begins so: --tail=--follow",
  ],
  ['local:logs', ['--follow=1'], "local:logs: --follow takes no value, and was given '1'"],
  ['local:logs', ['-fz'], "local:logs: Unknown option '-z'"],
  ['local:logs', ['--since', '-5m'], "--since must be a time, or how long ago it was, not '-5m'"],
  [
    'local:up',
    ['--grace', '-5'],
    "--grace must be from 1 s to 10 min, as seconds or with a unit (s, m), not '-5'",
  ],
  ['local:up', ['--constructor'], "local:up: Unknown option '--constructor'"],
  ['local:logs', ['--tail', '5', '--tail', '6'], 'local:logs: --tail was given more than once'],
  ['local:env', ['--shell', 'tcsh'], "--shell must be sh, bash, zsh or fish, not 'tcsh'"],
  ['local:down', ['--yes'], 'local:down: --yes is for --volumes, which asks before it deletes the data'],
  ['local:open', ['admin', 'mail'], "local:open: unexpected argument 'mail'"],
  ['help', ['local:logs', 'extra'], "help: unexpected argument 'extra'"],
  ['local:trust', ['--store', 'edge'], "--store must be system, chromium or firefox, not 'edge'"],
  ['store:migrate', ['--env', 'local', '--env', 'staging'], 'store:migrate: --env was given more than once'],
  ['store:seed', ['--region', ''], 'store:seed: --region needs a value, and is empty'],
  ['local:exec', ['web', '--user', '', '--', 'id'], 'local:exec: --user needs a value, and is empty'],
  ['local:exec', ['web', '--user=', '--', 'id'], 'local:exec: --user needs a value, and is empty'],
  ['local:psql', ['-c', ''], 'local:psql: -c needs a value, and is empty'],
  [
    'local:exec',
    ['postgres', '--container', 'x'],
    'local:exec: --container is for tasks, and postgres is a server',
  ],
  ['store:scale', ['web=5', '--for', '2'], "--for must have a unit, m, h or d, not '2'"],
  ['store:logs', ['--since', '1'], "--since must be a time, or how long ago it was, not '1'"],
  ['local:logs', ['--since', 'yesterday'], "--since must be a time, or how long ago it was, not 'yesterday'"],
  ['local:logs', ['--follow', '--until', '1m'], '--until ends what --follow goes on with'],
  ['local:logs', ['--grep', ''], 'local:logs: --grep needs a value, and is empty'],
  ['local:logs', ['--task', 'web'], "--task must be the id of a task, or its beginning, not 'web'"],
  ['store:logs', ['-n', 'x'], "--tail must be a whole number, not 'x'"],
  ['store:logs', ['-n', '5', '--tail', '6'], 'store:logs: --tail was given more than once'],
  ['store:logs', ['--filter', ''], 'store:logs: --filter needs a value, and is empty'],
  ['store:scale', [], 'store:scale needs a service and a number of tasks'],
  ['store:console', ['--region', 'nonsense'], "'nonsense' in --region is not the name of a region"],
  [
    'scaling:check',
    ['--facts', '/nowhere/facts.json'],
    "The file '/nowhere/facts.json' of --facts cannot be read: no such file or directory",
  ],
  ['scaling:check', ['--fact', 'a.b=1'], "--fact must be a known name and a number, not 'a.b=1'"],
  ['cost', ['--nat', '0'], "--nat must be a whole number from 1, not '0'"],
  ['cost', ['--without', 'database'], "--without does not know 'database'"],
  ['cost', ['--single-az', 'cache'], "--single-az does not know 'cache'"],
  ['cost', ['--spot-discount', '1.5'], "--spot-discount must be a share between 0 and 1, not '1.5'"],
  ['cost', ['--tasks', 'web'], "--tasks must be a service and a number, not 'web'"],
  ['cost', ['--tasks', 'web=many'], "--tasks must be a whole number from 0, not 'many'"],
  ['cost', ['--usage', 'nat-tb=1'], "There is no usage 'nat-tb'"],
  ['cost', ['--spot', 'mailer'], '--spot mailer would change nothing in this definition'],
  ['help', ['local:nothing'], "There is no command 'local:nothing'"],
  ['completion', ['csh'], "Unknown shell 'csh'"],
  ['completion', ['bash', 'zsh'], "completion: unexpected argument 'zsh'"],
  ['scaling:explain', ['web', 'worker'], "scaling:explain: unexpected argument 'worker'"],
  ['completion', [], 'completion needs the name of a shell'],
  ['db:snapshot', ['--name', 'A B'], "--name is 'A B', which is no name of a snapshot"],
  ['db:snapshot', ['--name', 'before-'], "--name is 'before-', which is no name of a snapshot"],
  ['local:up', ['--parameter', 'A=1', '--parameter', 'A=2'], '--parameter gives A more than one value'],
];

function toRun([name, args]: WrongValue): RunOfScript {
  return { name, args: ['--json', ...args] };
}

test.each(wrongValues)('`%s` with the arguments %j is refused', (name, args, message) => {
  expect(refusal(toRun([name, args, message]))).toMatchObject({ exitCode: 2, failure: { message } });
});

test('a command that is printed to go on without a question has the options and the environment of the first', () => {
  const same = 'PARITY_ENVIRONMENT=wrong-arguments npx -y pnpm@12 local:prune --all';
  expect(refusal(unconfirmed)).toMatchObject({
    exitCode: 1,
    failure: {
      code: 'NOT_CONFIRMED',
      message: 'Nothing was removed: there is no terminal to prompt on',
      hint: `To see what would be removed: ${same} --dry-run. To remove it: ${same} --yes`,
    },
  });
});

const local = own.filter((name) => name.startsWith('local:'));
const operands: Readonly<Record<string, readonly string[]>> = {
  'local:exec': ['web'],
  'local:test': ['--', 'true'],
};

const wrong = [
  ['STORE_KIND', 'bogus', 'STORE_KIND_UNKNOWN'],
  ['PARITY_NEEDED_MEMORY_MIB', '0x10', 'MACHINE_BAD_NEED'],
  ['PARITY_ENVIRONMENT', 'My Shop', 'ENVIRONMENT_BAD_NAME'],
  ['XDG_STATE_HOME', 'relative/folder', 'STATE_HOME_NOT_ABSOLUTE'],
  ['STORE_CONTEXT', '/nowhere/at/all', 'STORE_CONTEXT_UNUSABLE'],
  ['STORE_SETTINGS', '/nowhere/parity.yml', 'STORE_SETTINGS_UNUSABLE'],
  ['STORE_GEMS', '/nowhere/gems', 'STORE_GEMS_EMPTY'],
] as const;

type WrongVariable = readonly [name: string, variable: string, value: string, code: string];

/** Each script with each of them. */
const wrongVariables: readonly WrongVariable[] = local.flatMap((name) =>
  wrong.map((each): WrongVariable => [name, ...each]),
);

function toVariableRun([name, variable, value]: WrongVariable): RunOfScript {
  return { name, args: ['--json', ...(operands[name] ?? [])], variables: { [variable]: value } };
}

test.each(wrongVariables)('`%s` refuses %s=%s before it does anything', (...wrongVariable) => {
  const [, , value, code] = wrongVariable;
  expect(refusal(toVariableRun(wrongVariable))).toMatchObject({
    exitCode: 2,
    stdout: '',
    hasState: false,
    failure: { code, message: expect.stringContaining(value) },
  });
});
