import { expect, inject, test } from 'vitest';
import { parseJson } from '../json/parse-json.ts';
import { runs } from '../testing/printed-commands.ts';
import { toolkit } from '../testing/toolkit.ts';

const shared = inject('shared');
const tool = toolkit(shared.name, shared.stateHome);

const runnable = Object.entries(runs).flatMap(([printed, how]) =>
  'args' in how ? [[printed, how.args] as const] : [],
);

test.each(runnable)('`%s`, which an error or a result prints, works as printed', async (printed, args) => {
  const [script = ''] = printed.split(' ');
  const finished = await tool.script(script, args);
  expect([finished.exitCode, finished.exitCode === 0 ? '' : finished.stderr]).toEqual([0, '']);
});

const withJson: readonly (readonly [string, readonly string[]])[] = [
  ...new Map(runnable.map(([printed, args]) => [printed.split(' ')[0] ?? '', withoutHelp(args)])),
  ['local:reset', []],
  ['store:migrate', []],
  ['store:seed', []],
];

test.each(withJson)('with --json all that `%s` writes is JSON', async (script, args) => {
  const finished = await tool.script(script, ['--json', ...args.filter((arg) => arg !== '--json')]);
  expect(finished.exitCode).toBe(0);
  const written = `${finished.stdout}\n${finished.stderr}`.split('\n').filter((line) => line !== '');
  expect(finished.stdout).not.toBe('');
  expect(written.filter((line) => !isJson(line))).toEqual([]);
});

/** Help is for people. */
function withoutHelp(args: readonly string[]): readonly string[] {
  return args.filter((arg) => arg !== '--help');
}

function isJson(line: string): boolean {
  return parseJson(line) !== undefined;
}

test('the commands that print the password of the administrator do', async () => {
  const variables = JSON.parse(await tool.ok('local:env', ['--json']));
  expect(variables).toMatchObject({
    ADMIN_EMAIL: shared.running.admin.email,
    ADMIN_PASSWORD: expect.stringMatching(/^.{12,}$/),
  });
});
