import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { confirmYes } from './confirm-change.ts';

const { signal } = new AbortController();

function terminal(answer: string, isTTY = true) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  stdin.end(`${answer}\n`);
  return { stdin, stderr: new PassThrough() };
}

test.each(['y', 'Y', 'yes'])('%s goes on', async (answer) => {
  await expect(confirmYes(terminal(answer), signal)).resolves.toBeUndefined();
});

test.each(['', 'n', 'yep', 'production'])('%j changes nothing', async (answer) => {
  await expect(confirmYes(terminal(answer), signal)).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
});

test('without a terminal nothing is changed, and the error says how to go on', async () => {
  await expect(confirmYes(terminal('y', false), signal)).rejects.toMatchObject({
    code: 'NOT_CONFIRMED',
    hint: 'Add --yes to go on without a question.',
  });
});
