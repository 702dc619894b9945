import { expect, test } from 'vitest';
import { confirm } from './confirm.ts';

const confirmation = { question: 'Release?', otherwise: 'Nothing was released', unasked: 'release --yes' };

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

test('without a terminal nobody is asked, and the command that does not ask is named', async () => {
  const { asked, done } = answering(true, false);
  await expect(done).rejects.toMatchObject({ code: 'NOT_CONFIRMED', hint: 'Run: release --yes' });
  expect(asked).toEqual([]);
});
