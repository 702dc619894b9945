import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { runGivenCommand } from './run-given-command.ts';

test('with --json all that is printed of the command is JSON, its exit code last', async () => {
  const printed: string[] = [];
  const program = "console.error('one'); process.stdout.write('two'); process.exitCode = 7";
  const exitCode = await runGivenCommand(
    [execPath, '-e', program],
    {},
    {
      json: true,
      print: (text) => printed.push(text),
      handOver: () => printed.push('handed over'),
      signal: new AbortController().signal,
    },
  );
  expect(exitCode).toBe(7);
  const results: unknown[] = printed.map((text) => JSON.parse(text));
  expect(results.slice(0, -1)).toHaveLength(2);
  expect(results).toEqual(
    expect.arrayContaining([
      { line: 'one', stream: 'stderr' },
      { line: 'two', stream: 'stdout' },
    ]),
  );
  expect(results.at(-1)).toEqual({ exitCode: 7 });
});

test('without --json the command has the terminal', async () => {
  const printed: string[] = [];
  const exitCode = await runGivenCommand(
    [execPath, '-e', 'process.exitCode = 3'],
    {},
    {
      json: false,
      print: (text) => printed.push(text),
      handOver: () => printed.push('handed over'),
      signal: new AbortController().signal,
    },
  );
  expect([exitCode, printed]).toEqual([3, ['handed over']]);
});
