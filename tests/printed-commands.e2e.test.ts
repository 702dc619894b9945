import { expect, inject, test } from 'vitest';
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

test('the commands that print the password of the administrator do', async () => {
  const variables = JSON.parse(await tool.ok('local:env', ['--json']));
  expect(variables).toMatchObject({
    ADMIN_EMAIL: shared.running.admin.email,
    ADMIN_PASSWORD: expect.stringMatching(/^.{12,}$/),
  });
});
