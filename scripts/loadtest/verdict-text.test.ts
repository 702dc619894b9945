import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixedVerdict, passedVerdict } from '../../loadtest/result/testing/run-verdict.ts';
import { recordedRun, windowOf } from '../../loadtest/thresholds/testing/recorded-run.ts';
import type { RunVerdict } from '../../loadtest/verdict/verdict.ts';
import { verdictText } from './verdict-text.ts';

const record = recordedRun(
  Array.from({ length: 250 }, () => windowOf({ 'browse: home': [10, 20] })),
  { timeScale: 10 },
);

test('a verdict begins with whether the run passed and why, and then has its parts in aligned columns', () => {
  expect(verdictText(mixedVerdict, record)).toMatchInlineSnapshot(`
    "FAILED: 1 of 4 policies failed, 1 of 2 thresholds failed, 1 finding on scaling
    spike on local at time scale 10, 4 min 10 s: 500 requests, 0 errors; 250 iterations, 0 dropped.

    POLICY                               OUTCOME        WHY
    web                                  passed         CpuScaling acted: CPUUtilization reached 91.2
    ParityStoreWebServiceTaskCountTarge                 (target 60) at 1:00, its alarm went off at
    tCpuScalingB35C9E2A                                 4:05 and web went from 2 to 4 tasks at 4:06; 4
                                                        tasks ran at 4:31 and response times had
                                                        recovered by 4:40.
    web policy-failed                    failed         This is why it failed.
    web policy-not-exercised             not exercised  This is why it did not act.
    web policy-could-not-act             could not act  This is why it did not act.

    THRESHOLD                            OUTCOME  WHY
    errors                               failed   2 % of 200 requests were errors (2 × 1050, 1 × 502);
                                                  the limit is below 1 %.
    p95 of browse: home during the       passed   p95 was 612.3 ms of 95 requests; the limit is below
    scale-out                                     800 ms.

    FINDING                      SERVICE  WHAT HAPPENED
    lost requests while scaling  web      12 requests were lost between 4:06 and 4:20.
    "
  `);
});

test('a run that passed says what was kept and what acted', () => {
  const firstLine = (verdict: RunVerdict) => verdictText(verdict, record).split('\n')[0];
  expect(firstLine(passedVerdict)).toBe('PASSED: 1 threshold was kept, 1 policy acted as expected');
  const policies = [0, 2, 3].flatMap((index) => mixedVerdict.policies[index] ?? []);
  expect(firstLine({ ...passedVerdict, policies })).toBe(
    'PASSED: 1 threshold was kept, 1 of 3 policies acted as expected',
  );
  expect(firstLine({ ...passedVerdict, policies: [], thresholds: [] })).toBe(
    'PASSED: 0 thresholds were kept',
  );
});

test('a run that cannot be judged says why first', () => {
  const faults = ['k6 died after 2:10: out of memory.', 'The endpoint did not answer for a minute.'];
  const lines = verdictText({ ...passedVerdict, outcome: 'failed', faults }, record).split('\n');
  expect(lines.slice(0, 2)).toEqual([`FAILED: ${faults[0]}`, faults[1]]);
});

test('no line is longer than the width, and nothing is cut off', () => {
  const word = fc.string({ minLength: 1, maxLength: 130, unit: fc.constantFrom('a', 'B', '-', ':', '9') });
  const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(sentence, sentence, word, fc.integer({ min: 60, max: 140 }), (said, fault, name, width) => {
      const verdict: RunVerdict = {
        ...mixedVerdict,
        faults: [fault],
        thresholds: [{ title: name, outcome: 'failed', sentence: said, samples: 1 }],
      };
      const text = verdictText(verdict, record, { width });
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
      expect(text).not.toContain('…');
      const letters = (part: string) => [...part.replaceAll(/\s/g, '')].toSorted().join('');
      const without = verdictText({ ...verdict, faults: ['z'], thresholds: [] }, record, { width });
      const heading = 'THRESHOLDOUTCOMEWHYfailed';
      expect(letters(text)).toBe(letters(without.replace('z', '') + heading + said + fault + name));
    }),
    { numRuns: 30 },
  );
});

test('a terminal that does not say how wide it is gets the usual width', () => {
  expect(verdictText(mixedVerdict, record, { width: 0 })).toBe(verdictText(mixedVerdict, record));
});

test('colours are there only where the caller says so, and change nothing else', () => {
  const plain = verdictText(mixedVerdict, record);
  const coloured = verdictText(mixedVerdict, record, { colours: true });
  expect(stripVTControlCharacters(plain)).toBe(plain);
  expect(coloured).not.toBe(plain);
  const visible = stripVTControlCharacters(coloured).replaceAll(/ +$/gm, '');
  expect(visible).toBe(plain);
});

test('what an endpoint said cannot move the cursor', () => {
  const text = verdictText(
    { ...passedVerdict, outcome: 'failed', faults: ['gone\u001b[2J\r\u0007 away'] },
    record,
  );
  expect(text.split('\n')[0]).toBe('FAILED: gone away');
});
