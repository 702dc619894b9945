import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordPoints } from '../k6/record-points.ts';
import { points, pointsStartMs } from '../testing/points.ts';
import { readLoadRecord } from './load-record-schema.ts';

const step = { requests: 2, failures: { 502: 1 }, wrong: 1, times: 'SElTVEZB' };
const window = { iterations: 1, droppedIterations: 0, visitors: 2, steps: { home: step } };
const record = { startMs: 1_000, windowMs: 1_000, windows: [window] };

test('every record that is written is read back as it is', () => {
  fc.assert(
    fc.property(points, (all) => {
      const recorder = recordPoints(1_000, pointsStartMs);
      for (const each of all) recorder.add(each);
      const written = recorder.record();
      expect(readLoadRecord(JSON.parse(JSON.stringify(written)), 'load.json')).toEqual(written);
    }),
  );
});

test('a record that does not fit is refused with the place and the reason', () => {
  const withStep = (changed: object) => ({
    ...record,
    windows: [{ ...window, steps: { home: { ...step, ...changed } } }],
  });
  const refusal = (value: unknown) => {
    try {
      return readLoadRecord(value, 'load.json');
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
  };
  expect(refusal(undefined)).toMatch(/^load.json is not a load record: /);
  expect(refusal({ ...record, windowMs: 0 })).toMatch(/ at windowMs: /);
  expect(refusal({ ...record, extra: 1 })).toMatch(/ not a load record: .*extra/);
  expect(refusal(withStep({ requests: 1.5 }))).toMatch(/ at windows\/0\/steps\/home\/requests: /);
  expect(refusal(withStep({ times: 'not base64!' }))).toMatch(/ at windows\/0\/steps\/home\/times: /);
  expect(refusal(withStep({ wrong: 2 }))).toBe(
    'load.json is not a load record at windows/0/steps/home: more failed and wrong answers than requests',
  );
  expect(refusal(withStep({ times: '' }))).toBe(
    'load.json is not a load record at windows/0/steps/home: response times without requests, or requests without response times',
  );
  expect(refusal(record)).toEqual(record);
});
