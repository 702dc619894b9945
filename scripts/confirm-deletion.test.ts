import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { confirmDeletion } from './confirm-deletion.ts';

const confirm = async (typed: string, isTTY: boolean) => {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  stdin.end(`${typed}\n`);
  await confirmDeletion('shop', { stdin, stderr: new PassThrough() }, new AbortController().signal);
};

test('the name of the environment confirms the deletion of its data', async () => {
  await confirm('shop', true);
});

test('a mistyped name deletes nothing, and the hint is to type it exactly', async () => {
  await expect(confirm('shp', true)).rejects.toMatchObject({
    code: 'NOT_CONFIRMED',
    message: 'Nothing was stopped or deleted: the name does not match',
    hint: 'Run it again and type the name exactly.',
  });
});

test('without a terminal nothing is deleted, and the hint is the option that does not ask', async () => {
  await expect(confirm('shop', false)).rejects.toMatchObject({
    code: 'NOT_CONFIRMED',
    message: 'Nothing was stopped or deleted: there is no terminal to prompt on',
    hint: 'Run: npx -y pnpm@12 local:down --volumes --yes',
  });
});

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s in the place of the name deletes nothing', async (_, key) => {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  const asked = confirmDeletion('shop', { stdin, stderr }, new AbortController().signal);
  stdin.write(key);
  await expect(asked).rejects.toMatchObject({
    ...{ code: 'NOT_CONFIRMED', exitCode: 130 },
    message: 'Nothing was stopped or deleted: interrupted',
  });
});
