import { PassThrough } from 'node:stream';
import { WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { lineAt } from '../../operations/logs/testing/lines.ts';
import { type LogLook, logPrinter } from './log-printer.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const pipe = new PassThrough();
/** As a terminal tells how many colours it has: by the environment. */
const { getColorDepth } = WriteStream.prototype;
const terminal = Object.assign(new PassThrough(), { isTTY: true, getColorDepth });
const printed = (look: Partial<LogLook>, ...sources: readonly string[]) => {
  const text = logPrinter({ json: false, timestamps: false, prefix: true, stream: pipe, ...look });
  return sources.map((source) => text(lineAt(source, 5, 'said')));
};

test('a line has its source before it, in a column that grows', () => {
  expect(printed({}, 'web/12345678', 'postgres', 'postgres-replica', 'web/12345678')).toEqual([
    'web/12345678 | said',
    'postgres     | said',
    'postgres-replica | said',
    'web/12345678     | said',
  ]);
});

test('a line has its time if that is asked for, and nothing else before it with --no-prefix', () => {
  expect(printed({ timestamps: true }, 'web')).toEqual(['1970-01-01T00:00:00.005Z web          | said']);
  expect(printed({ prefix: false }, 'web')).toEqual(['said']);
  expect(printed({ prefix: false, timestamps: true }, 'web')).toEqual(['1970-01-01T00:00:00.005Z said']);
});

test('a terminal gets a colour for each source', () => {
  vi.stubEnv('NO_COLOR', undefined);
  vi.stubEnv('FORCE_COLOR', '1');
  const [web = '', worker = '', again = ''] = printed({ stream: terminal }, 'web', 'worker', 'web');
  expect(web).not.toBe(stripVTControlCharacters(web));
  expect(web.slice(0, 5)).not.toBe(worker.slice(0, 5));
  expect(again).toBe(web);
});

test('with NO_COLOR a terminal gets none', () => {
  vi.stubEnv('FORCE_COLOR', undefined);
  vi.stubEnv('NO_COLOR', '1');
  expect(printed({ stream: terminal }, 'web')).toEqual(['web          | said']);
});

test('as JSON a line has all that is known of it', () => {
  const text = logPrinter({ json: true, timestamps: false, prefix: true, stream: pipe });
  const line = { ...lineAt('web/12345678', 5, 'said'), task: '1234567890', stream: 'web/web/1234567890' };
  expect(JSON.parse(text(line))).toEqual({
    at: '1970-01-01T00:00:00.005Z',
    source: 'web/12345678',
    task: '1234567890',
    stream: 'web/web/1234567890',
    line: 'said',
  });
  expect(JSON.parse(text(lineAt('postgres', 5, 'said')))).toEqual({
    at: '1970-01-01T00:00:00.005Z',
    source: 'postgres',
    line: 'said',
  });
});
