import { expect, inject, test } from 'vitest';
import { isJson } from '../testing/is-json.ts';
import { jsonRuns, judgingRuns, runs } from '../testing/printed-commands.ts';
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

/** The shared environment is to stay: `local:down` takes down one that was never started. */
const neverStarted = toolkit(`${shared.name}-none`, shared.stateHome);

test.each(Object.entries(jsonRuns))('with --json all that `%s` writes is JSON', async (script, args) => {
  const on = script === 'local:down' ? neverStarted : tool;
  const finished = await on.script(script, ['--json', ...args]);
  expect(judgingRuns.includes(script) ? [0, 1] : [0]).toContain(finished.exitCode);
  const written = `${finished.stdout}\n${finished.stderr}`.split('\n').filter((line) => line !== '');
  expect(finished.stdout).not.toBe('');
  expect(written.filter((line) => !isJson(line))).toEqual([]);
});

test('the commands that print the password of the administrator do', async () => {
  const variables = JSON.parse(await tool.ok('local:env', ['--json']));
  expect(variables).toMatchObject({
    ADMIN_EMAIL: shared.running.admin.email,
    ADMIN_PASSWORD: expect.stringMatching(/^.{12,}$/),
  });
});
