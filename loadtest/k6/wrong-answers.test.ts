import { expect, test } from 'vitest';
import { type Answer, type FailedCheck, wrongAnswers } from './wrong-answers.ts';

const answer = (endMs: number): Answer => ({ endMs, succeeded: true });
const check = (atMs: number, name = 'has its content'): FailedCheck => ({ atMs, check: name });

function wrong(requests: readonly Answer[], checks: readonly FailedCheck[]): readonly number[] {
  return wrongAnswers(requests, checks).map(({ endMs }) => endMs);
}

test('several failed checks of one answer make one wrong answer', () => {
  expect(wrong([answer(1)], [check(2, 'a'), check(2, 'b'), check(3, 'c')])).toEqual([1]);
});

test('an answer that was looked at with success does not count for a later one', () => {
  expect(wrong([answer(1), answer(3), answer(5)], [check(4)])).toEqual([3]);
});

test('each answer of a step that is made several times counts for itself', () => {
  expect(wrong([answer(1), answer(3), answer(5)], [check(2), check(4, 'b'), check(6)])).toEqual([1, 3, 5]);
});

test('of answers that are looked at together as many are wrong as one check failed', () => {
  const together = [answer(1), answer(2), answer(3)];
  expect(wrong(together, [check(4, 'a'), check(5, 'a'), check(5, 'b')])).toEqual([2, 3]);
  expect(
    wrong(
      together,
      [4, 5, 6, 7].map((at) => check(at)),
    ),
  ).toEqual([1, 2, 3]);
});

test('a failed request is no wrong answer', () => {
  expect(wrong([{ endMs: 1, succeeded: false }], [check(2)])).toEqual([]);
});

test('a failed check without a request before it makes no wrong answer', () => {
  expect(wrong([answer(5)], [check(2)])).toEqual([]);
});
