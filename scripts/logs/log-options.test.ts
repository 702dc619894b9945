import { expect, test } from 'vitest';
import { logRequest } from './log-options.ts';

const nowMs = Date.parse('2026-11-27T12:00:00Z');
const request = (
  options: Readonly<Record<string, string | boolean>>,
  task: readonly string[] = [],
  operands: readonly string[] = [],
) => logRequest({ options, lists: { task }, operands }, nowMs);

test('a hundred lines are shown unless something else says which', () => {
  expect(request({}).tail).toBe(100);
  expect(request({ follow: true }).tail).toBe(100);
  for (const narrow of [{ since: '10m' }, { until: '10m' }, { grep: 'x' }]) {
    expect(request(narrow).tail).toBeUndefined();
    expect(request({ ...narrow, tail: '7' }).tail).toBe(7);
  }
  expect(request({ tail: '0' }).tail).toBe(0);
});

test('--grep finds an expression in a line, whatever colours it has', () => {
  const { isWanted } = request({ grep: 'Error|(?i:fail)ed$' });
  expect(['an Error', '\u001b[31mE\u001b[0mrror', 'it FAILed', 'it failed.', 'error'].map(isWanted)).toEqual([
    ...[true, true, true, false, false],
  ]);
});

test.each([
  [{ grep: '(' }, '--grep is no regular expression: Invalid regular expression: /(/: Unterminated group'],
  [{ until: '1h', follow: true }, '--until ends what --follow goes on with'],
  [{ since: '1h', until: '1h' }, '--until must be later than --since'],
  [{ tail: '-1' }, "--tail must be a whole number, not '-1'"],
])('%j is refused', (options, message) => {
  expect(() => request(options)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
});

test('what is no task is refused in --task', () => {
  expect(request({}, ['web/1a', '1a2b']).tasks).toEqual(['web/1a', '1a2b']);
  expect(() => request({}, ['web'])).toThrow("--task must be the id of a task, or its beginning, not 'web'");
  expect(() => request({}, [], [''])).toThrow('The name of a service is empty');
});
