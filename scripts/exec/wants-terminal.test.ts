import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { wantsTerminal } from './wants-terminal.ts';

const stream = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });
const terminal = { stdin: stream(true), stdout: stream(true) };
const piped = { stdin: stream(false), stdout: stream(true) };
const redirected = { stdin: stream(true), stdout: stream(false) };

const wants = (options: Readonly<Record<string, boolean>>, streams = terminal, json = false) =>
  wantsTerminal('local:exec', { options, json }, streams);

test('a command has a terminal where there is one on both sides, unless it is not wanted', () => {
  expect([wants({}), wants({}, piped), wants({}, redirected)]).toEqual([true, false, false]);
  expect([wants({ 'no-tty': true }), wants({}, terminal, true)]).toEqual([false, false]);
  expect(wants({ tty: true })).toBe(true);
});

test('a terminal that is asked for and not there is refused, as by docker', () => {
  expect(() => wants({ tty: true }, piped)).toThrow(/the input or output device is not a TTY$/);
  expect(() => wants({ tty: true, 'no-tty': true })).toThrow(
    'local:exec: --tty and --no-tty exclude each other',
  );
  expect(() => wants({ tty: true }, terminal, true)).toThrow('--tty and --json exclude each other');
});
