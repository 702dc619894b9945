import { describe, expect, it } from 'vitest';
import { breaksSince, describeBreak, readMigrationsReport } from './migrations-report.ts';

const removal = {
  version: '20261201000000',
  name: 'RemoveColour',
  reason: 'removes column products.colour',
  at: '2026-12-01T10:00:00Z',
};
const whole = {
  schema: '20261201000000',
  applied: ['20261201000000'],
  pending: [{ version: '20261202000000', name: 'AddSize' }],
  morePending: 0,
  breaking: [removal],
  refused: { version: '20261202000000', name: 'AddSize', reason: 'adds column products.size' },
};
const lineOf = (report: unknown) => JSON.stringify({ 'parity.migrations': report });

describe('the report of migrations', () => {
  it('is found among whatever else a task prints', () => {
    const lines = ['== RemoveColour: migrating ==', '{"level":"info"}', '{', '', lineOf(whole), 'Tasks: TOP'];
    expect(readMigrationsReport(lines)).toEqual(whole);
  });

  it('is the last one of several', () => {
    const lines = [lineOf({ schema: '1' }), lineOf({ schema: '2' })];
    expect(readMigrationsReport(lines)?.schema).toBe('2');
  });

  it.each([
    ['nothing was printed', []],
    [
      'a store of one’s own leaves it out',
      ['-> 0.0039s', '{"parity.other":{}}', 'see "parity.migrations":{}'],
    ],
  ])('is unknown where %s', (_, lines) => {
    expect(readMigrationsReport(lines)).toBeUndefined();
  });

  it('may leave out what there is none of', () => {
    const empty = {
      schema: undefined,
      applied: [],
      pending: [],
      morePending: 0,
      breaking: [],
      refused: undefined,
    };
    expect(readMigrationsReport([lineOf({})])).toEqual(empty);
    expect(readMigrationsReport([lineOf({ schema: null })])).toEqual(empty);
  });

  it('may be indented, spaced and ended by a carriage return', () => {
    expect(readMigrationsReport(['  { "parity.migrations" : { "schema": "7" } } \r'])?.schema).toBe('7');
  });

  it.each([
    ['that was cut off', lineOf(whole).slice(0, -9)],
    ['with a number for a version', lineOf({ schema: 20261201000000 })],
    ['without a reason for what breaks', lineOf({ breaking: [{ version: '1', name: 'A' }] })],
  ])('%s is an error, for it must not pass for one without breaking migrations', (_, line) => {
    expect(() => readMigrationsReport([line])).toThrow(
      expect.objectContaining({ code: 'MIGRATIONS_REPORT_WRONG' }),
    );
  });
});

describe('what a release cannot run with any more', () => {
  it('is nothing where its database had it already', () => {
    expect(breaksSince(whole, whole)).toEqual([]);
  });

  it('is what came after it, with its reason', () => {
    const breaks = breaksSince(whole, { breaking: [] });
    expect(breaks.map(describeBreak)).toEqual([
      'Migration 20261201000000 (RemoveColour) removes column products.colour.',
    ]);
  });

  it('is found also where it has an earlier version than the release, as of a branch that is merged late', () => {
    const late = { ...removal, version: '20261101000000' };
    expect(breaksSince({ breaking: [late, removal] }, { breaking: [removal] })).toEqual([late]);
  });
});
