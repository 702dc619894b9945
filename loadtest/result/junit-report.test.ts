import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { recordedRun, startMs, windowOf } from '../thresholds/testing/recorded-run.ts';
import type { RunVerdict } from '../verdict/verdict.ts';
import { junitReport } from './junit-report.ts';
import { mixedVerdict, passedVerdict } from './testing/run-verdict.ts';

const record = recordedRun(Array.from({ length: 90 }, () => windowOf({})));

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => ['testsuite', 'testcase'].includes(name),
  processEntities: true,
});
const caseSchema = z.object({
  name: z.string(),
  classname: z.string(),
  failure: z.object({ message: z.string() }).optional(),
  skipped: z.literal('').optional(),
  'system-out': z.string().optional(),
});
const counts = { tests: z.string(), failures: z.string(), skipped: z.string() };
const reportSchema = z.object({
  testsuites: z.object({
    ...counts,
    name: z.string(),
    testsuite: z.array(
      z.object({
        ...counts,
        name: z.string(),
        time: z.string(),
        timestamp: z.string(),
        testcase: z.array(caseSchema).default([]),
      }),
    ),
  }),
});

function reportOf(verdict: RunVerdict) {
  const xml = junitReport(verdict, record);
  expect(XMLValidator.validate(xml)).toBe(true);
  return reportSchema.parse(parser.parse(xml)).testsuites;
}

function suiteOf(verdict: RunVerdict, name: string) {
  return reportOf(verdict).testsuite.find((suite) => suite.name === name)?.testcase ?? [];
}

test('a report has a suite for the run, policies, thresholds and findings, with their counts', () => {
  const report = reportOf(mixedVerdict);
  expect([report.name, report.tests, report.failures, report.skipped]).toEqual([
    'loadtest spike on local',
    ...['12', '3', '2'],
  ]);
  expect(
    report.testsuite.map(({ name, tests, failures, skipped }) => [name, tests, failures, skipped]),
  ).toEqual([
    ['run', '1', '0', '0'],
    ['policies', '4', '1', '2'],
    ['thresholds', '2', '1', '0'],
    ['findings', '5', '1', '0'],
  ]);
  expect(report.testsuite[0]).toMatchObject({ time: '90', timestamp: new Date(startMs).toISOString() });
});

test('a failure has the sentence; what was not exercised or could not act is skipped and says why', () => {
  const [passed, failed, idle, held] = suiteOf(mixedVerdict, 'policies');
  expect(passed).toMatchObject({ classname: 'loadtest.spike.policies' });
  expect([passed?.failure, passed?.skipped]).toEqual([undefined, undefined]);
  expect(passed?.['system-out']).toContain('CPUUtilization reached 91.2');
  expect(failed?.failure?.message).toBe('This is why it failed.');
  expect([idle?.skipped, idle?.['system-out']]).toEqual(['', 'not exercised: This is why it did not act.']);
  expect([held?.skipped, held?.['system-out']]).toEqual(['', 'could not act: This is why it did not act.']);
});

test('each kind of finding is a case in every run, and fails where there is one', () => {
  const names = (verdict: RunVerdict) => suiteOf(verdict, 'findings').map(({ name }) => name);
  expect(names(mixedVerdict)).toEqual(names(passedVerdict));
  const failed = suiteOf(mixedVerdict, 'findings').filter(({ failure }) => failure !== undefined);
  expect(failed.map(({ name, failure }) => [name, failure?.message])).toEqual([
    ['web lost no requests while scaling', '12 requests were lost between 4:06 and 4:20.'],
  ]);
});

test('a run that passed has no failures', () => {
  expect(reportOf(passedVerdict)).toMatchObject({ failures: '0', skipped: '0' });
});

test('a fault fails the case of the run', () => {
  const [run] = suiteOf(
    { ...passedVerdict, outcome: 'failed', faults: ['k6 died.', 'The endpoint was gone.'] },
    'run',
  );
  expect([run?.name, run?.failure?.message]).toEqual([
    'the run can be judged',
    'k6 died. The endpoint was gone.',
  ]);
});

test('whatever a sentence quotes, the report is XML and keeps what can be written in it', () => {
  const said =
    'k6 said: \u001b[31m<b>&amp; "quoted" \'it\' ]]> \u0000\u0007\ufffe\ud800\nand more</b>\u001b[0m';
  const verdict: RunVerdict = {
    ...passedVerdict,
    outcome: 'failed',
    faults: [said],
    thresholds: passedVerdict.thresholds.map((threshold) => ({ ...threshold, title: said, sentence: said })),
  };
  const [run] = suiteOf(verdict, 'run');
  const kept = 'k6 said: <b>&amp; "quoted" \'it\' ]]> and more</b>';
  expect(run?.failure?.message).toBe(kept);
  const [threshold] = suiteOf(verdict, 'thresholds');
  expect([threshold?.name, threshold?.['system-out']]).toEqual([kept, kept]);
});
