import { expect, test } from 'vitest';
import { confirm } from './confirm.ts';

const confirmation = { question: 'Release?', otherwise: 'Nothing was released' };

function answering(answer: boolean | undefined, isTty = true) {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answer;
  };
  return { asked, done: confirm(confirmation, { isTty, ask }) };
}

test('a yes lets the work go on', async () => {
  const { asked, done } = answering(true);
  await done;
  expect(asked).toEqual(['Release?']);
});

test.each([
  [false, 'Nothing was released: the answer was no', 1],
  [undefined, 'Nothing was released: interrupted', 130],
])('the answer %s ends it, and says that nothing happened', async (answer, message, exitCode) => {
  await expect(answering(answer).done).rejects.toMatchObject({ code: 'NOT_CONFIRMED', message, exitCode });
});

test('without a terminal nobody is asked, and the same command is to be given with --yes: another one could do something else', async () => {
  const { asked, done } = answering(true, false);
  await expect(done).rejects.toMatchObject({
    code: 'NOT_CONFIRMED',
    hint: 'To skip the question, run the same command with --yes.',
  });
  expect(asked).toEqual([]);
});
