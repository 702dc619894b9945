import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunRecord } from '../record/run-record.ts';
import { judgeScaling } from './judge-scaling.ts';
import { anyRun, anyValues } from './testing/arbitrary-runs.ts';
import { run, sampled, scaled } from './testing/recorded-runs.ts';
import { tracking } from './testing/recorded-scaling.ts';
import { measured } from './testing/test-times.ts';

test('whatever a test recorded is judged, each policy with one sentence', () => {
  fc.assert(
    fc.property(anyRun, (record) => {
      const { policies, findings, faults } = judgeScaling(record);
      const count = record.observed.services.flatMap(({ scaling }) => scaling?.policies ?? []).length;
      expect(policies).toHaveLength(count);
      for (const { sentence } of [...policies, ...findings]) {
        expect(sentence).toMatch(/^\S.*[^.]\.$/);
        expect(sentence).not.toMatch(/undefined|NaN|Infinity|\[object/);
      }
      expect(faults.join()).not.toMatch(/undefined|NaN|Infinity|\[object/);
    }),
  );
}, 30_000);

test('an expected or observed change is part of the test, and a policy that passed has one', () => {
  fc.assert(
    fc.property(anyRun, (record) => {
      for (const { outcome, expected, observed } of judgeScaling(record).policies) {
        const times = [
          ...expected.map(({ atMs }) => atMs),
          ...observed.map(({ activityAtMs }) => activityAtMs),
        ];
        for (const atMs of times) {
          expect(atMs).toBeGreaterThanOrEqual(record.startMs);
          expect(atMs).toBeLessThanOrEqual(record.endMs);
        }
        if (outcome === 'passed') expect(observed.length).toBeGreaterThan(0);
        if (outcome !== 'failed' && outcome !== 'passed') expect(observed).toEqual([]);
      }
    }),
  );
}, 30_000);

test('a metric that never breaches gives no failed policy', () => {
  const calm = anyValues.map((values) =>
    values.map((value) => (value === '-' ? value : 63 + (Number(value) % 8))).join(' '),
  );
  const samples = sampled({ '0:00': [3, 3] }, '30:00');
  const record = run('30:00', []);
  fc.assert(
    fc.property(calm, (values) => {
      const services = [scaled({ policies: [tracking({}, measured(values))] }, samples)];
      const [verdict] = judgeScaling({ ...record, observed: { ...record.observed, services } }).policies;
      expect(verdict?.outcome).not.toBe('failed');
      expect(verdict?.expected).toEqual([]);
    }),
  );
}, 30_000);

test('the same test at another time has the same verdict', () => {
  fc.assert(
    fc.property(anyRun, fc.integer({ min: -50_000_000, max: 50_000_000 }), (record, byMs) => {
      expect(relative(judgeScaling(later(record, byMs)), -byMs)).toEqual(judgeScaling(record));
    }),
    { numRuns: 40 },
  );
}, 30_000);

/** The record with all its times moved. */
function later(record: RunRecord, byMs: number): RunRecord {
  return relative(record, byMs);
}

/** Moves everything that is a time: those members whose names say so, but not lengths of time. */
function relative<Value>(value: Value, byMs: number): Value {
  const text = JSON.stringify(value, (key, member: unknown) =>
    typeof member === 'number' && /^(startMs|endMs|fromMs|toMs|atMs|\w+AtMs)$/.test(key)
      ? member + byMs
      : member,
  );
  return JSON.parse(text);
}
