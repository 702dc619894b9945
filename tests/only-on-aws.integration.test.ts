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
 * The CLI checks the service, the operation, its options and their values before it calls anything; here nothing answers
 * the call.
 */
test.runIf(await hasAwsCli())(
  'every command of the page is one that the AWS CLI takes',
  { timeout: 120_000 },
  async () => {
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
    expect(refused).toEqual([]);
  },
);
