import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { watchInput } from './watch-input.ts';

const input = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });

test('standard input is noticed, so that it is not dropped silently', async () => {
  const piped = input(false);
  const wasGiven = watchInput(piped);
  const seen = once(piped, 'data');
  piped.end('foo\n');
  await seen;
  expect(wasGiven()).toBe(true);
  expect(piped.destroyed).toBe(true);
});

test('an empty standard input gives nothing, and a terminal is left alone', async () => {
  const empty = input(false);
  const wasGiven = watchInput(empty);
  const ended = once(empty, 'end');
  empty.end();
  await ended;
  expect(wasGiven()).toBe(false);
  const terminal = input(true);
  expect(watchInput(terminal)()).toBe(false);
  expect(terminal.destroyed).toBe(false);
});
