import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from '../local/processes/run.ts';
import { hasAwsCli } from '../testing/deployments/aws-cli.ts';

const page = readFileSync('docs/only-on-aws.md', 'utf8');
const commands = [...page.matchAll(/^\|[^|]+\| `(aws [^`]+)` \|/gm)].map(([, command = '']) => command);

test('the page of what only an account can show has commands', () => {
  expect(commands.length).toBeGreaterThan(10);
});

test('each row says what, by which command, what to expect, and why it does not show locally', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| '));
  const cells = rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
  expect(cells.filter((row) => row.length !== 4 || row.some((cell) => cell === ''))).toEqual([]);
});

/**
 * The commands that the AWS CLI does not take. It checks the service, the operation, its options and their values before it
 * calls anything; here nothing answers the call.
 */
async function refusedByCli(commands: readonly string[]): Promise<readonly string[]> {
  const env = {
    ...process.env,
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'ap-southeast-1' },
    ...{ AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1', AWS_EC2_METADATA_DISABLED: 'true' },
  };
  const refused: string[] = [];
  for (const command of commands) {
    const complete = command.replaceAll(/\b(START|END)\b/g, '2026-01-01T00:00:00Z');
    const words = ['--endpoint-url', 'http://127.0.0.1:9', '--cli-connect-timeout', '1'].join(' ');
    const { stderr } = await run('/bin/sh', ['-c', `${complete} ${words}`], { env, allowFailure: true });
    // The plugin is looked for once the command is understood.
    if (!/Could not connect to the endpoint|SessionManagerPlugin is not found/.test(stderr))
      refused.push(`${command}: ${stderr.trim()}`);
  }
  return refused;
}

test.runIf(await hasAwsCli())(
  'every command of the page is one that the AWS CLI takes',
  { timeout: 120_000 },
  async () => {
    expect(await refusedByCli(commands)).toEqual([]);
  },
);

/** What the help of a script shows of the AWS CLI; version 1 has no `logs tail`. */
async function commandsInHelp(script: string): Promise<readonly string[]> {
  const { stdout } = await run(process.execPath, ['scripts/start.mjs', script, '--help']);
  return [...stdout.matchAll(/^ {2}(aws (?!logs tail).+)$/gm)].map(([, command = '']) => command);
}

test.runIf(await hasAwsCli())(
  'every command that a help shows is one that the AWS CLI takes',
  { timeout: 120_000 },
  async () => {
    const scripts = ['store-status', 'store-scale', 'store-alarms', 'assets-restore'];
    const shown = (await Promise.all(scripts.map(commandsInHelp))).flat();
    expect(shown.length).toBeGreaterThan(8);
    expect(await refusedByCli(shown)).toEqual([]);
  },
);
