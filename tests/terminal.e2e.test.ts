import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { run } from '../local/processes/run.ts';
import { type TerminalStep, terminalSession } from '../testing/terminal-session.ts';

const shared = inject('shared');
const variables = { PARITY_ENVIRONMENT: shared.name, XDG_STATE_HOME: shared.stateHome };
const script = (name: string) => [process.execPath, join('scripts', 'start.mjs'), name.replace(':', '-')];

async function at80by24(name: string, args: readonly string[], steps: readonly TerminalStep[]) {
  return await terminalSession([...script(name), ...args], steps, { variables });
}

/** With standard input from a pipe, as in a script. */
async function piped(name: string, args: readonly string[], input: string | Buffer) {
  const [program = '', ...words] = [...script(name), ...args];
  return await run(program, words, { env: { ...process.env, ...variables }, input, allowFailure: true });
}

/** Ctrl-C is the program's: this one goes on, and ends once the window has the new size. */
const catches = [
  `trap 'echo caught' INT`,
  'until [ "$(stty size)" = "24 80" ]; do sleep 0.1; done; echo ready',
  'until [ "$(stty size)" = "30 100" ]; do sleep 0.1; done; echo "resized $0"; exit 7',
].join('; ');
const catching: readonly TerminalStep[] = [
  { expect: 'ready\\s', type: '\u0003' },
  { expect: 'caught\\s', size: [100, 30] },
  { expect: 'resized here' },
];

test('local:exec is a shell in a running task, of the size of the terminal, in which Ctrl-C goes to the program', async () => {
  const steps: readonly TerminalStep[] = [
    { expect: '[$#>] ', type: 'echo "$DATABASE_URL"; exit 9\r' },
    { expect: 'postgres://\\w' },
  ];
  expect(await at80by24('local:exec', ['web'], steps)).toMatchObject({ missing: null, exitCode: 9 });
  const result = await at80by24('local:exec', ['web', '--', 'sh', '-c', catches, 'here'], catching);
  expect(result).toMatchObject({ missing: null, exitCode: 7 });
});

test('store:exec -it is a terminal in a task of its own', async () => {
  const result = await at80by24('store:exec', ['-it', '--', 'sh', '-c', catches, 'here'], catching);
  expect(result).toMatchObject({ missing: null, exitCode: 7 });
});

test('local:psql and local:redis open their terminals, signed in', async () => {
  const psql = [
    // The notice tells that the server has begun with it.
    { expect: '=> ', type: "DO $$ BEGIN RAISE NOTICE 'be%', 'gun'; PERFORM pg_sleep(60); END $$;\r" },
    { expect: 'begun', type: '\u0003' },
    { expect: 'canceling statement', type: '\\q\r' },
  ];
  expect(await at80by24('local:psql', [], psql)).toMatchObject({ missing: null, exitCode: 0 });
  const redis = [
    { expect: '> ', type: 'PING\r' },
    { expect: 'PONG' },
    // Before its prompt it drops what is typed.
    { expect: '> ', type: 'exit\r' },
  ];
  expect(await at80by24('local:redis', [], redis)).toMatchObject({ missing: null, exitCode: 0 });
});

test.each([
  ['local:exec', ['worker', '--']],
  ['store:exec', ['-i', '--']],
])('%s passes standard input on byte for byte, and the exit code', async (name, args) => {
  const input = randomBytes(200_000);
  const digest = createHash('sha256').update(input).digest('hex');
  const sum = await piped(name, [...args, 'sh', '-c', 'sha256sum; exit 7'], input);
  expect([sum.exitCode, sum.stdout]).toEqual([7, `${digest}  -\n`]);
});

test('local:psql and local:redis read what comes on standard input', async () => {
  const failing = await piped(
    'local:psql',
    ['--', '-v', 'ON_ERROR_STOP=1', '-At'],
    'SELECT 40 + 2; SELECT x',
  );
  expect(failing).toMatchObject({ exitCode: 3, stdout: '42\n' });
  expect(await piped('local:redis', [], 'PING\n')).toMatchObject({ exitCode: 0, stdout: 'PONG\n' });
});
