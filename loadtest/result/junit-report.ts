import type { TestCase } from 'junit-report-builder';
import type { RunRecord } from '../record/run-record.ts';
import type { RunVerdict } from '../verdict/verdict.ts';
import { expectedOfServices, findingKinds } from './finding-kinds.ts';
import { junitBuilder } from './junit-builder.ts';
import { outcomeWords, type PartOutcome } from './part-outcomes.ts';
import { plainLine } from './plain-line.ts';

/** A test case of the report. */
interface Case {
  readonly name: string;
  readonly outcome: PartOutcome;
  readonly sentence: string;
}

/**
 * A verdict as JUnit XML: a suite for the run as a whole, and one each for policies, thresholds and findings. What was not
 * exercised or could not act is skipped, and says why in its output.
 */
export function junitReport(verdict: RunVerdict, record: RunRecord): string {
  const { scenario } = record.plan;
  const report = junitBuilder().name(plainLine(`loadtest ${scenario} on ${record.environment}`));
  const suites = {
    run: runCases(verdict),
    policies: policyCases(verdict),
    thresholds: verdict.thresholds.map(({ title: name, ...others }) => ({ name, ...others })),
    findings: findingCases(verdict),
  };
  for (const [name, cases] of Object.entries(suites)) {
    const suite = report.testSuite().name(name);
    suite.timestamp(new Date(record.startMs).toISOString()).time((record.endMs - record.startMs) / 1000);
    const className = plainLine(`loadtest.${scenario}.${name}`);
    for (const each of cases) addCase(suite.testCase().className(className), each);
  }
  return report.build();
}

function addCase(testCase: TestCase, { name, outcome, sentence }: Case): void {
  testCase.name(plainLine(name));
  const said = plainLine(sentence);
  if (outcome === 'failed') testCase.failure(said);
  else testCase.standardOutput(outcome === 'passed' ? said : `${outcomeWords[outcome]}: ${said}`);
  if (outcome !== 'failed' && outcome !== 'passed') testCase.skipped();
}

function runCases({ faults }: RunVerdict): readonly Case[] {
  const name = 'the run can be judged';
  if (faults.length === 0) return [{ name, outcome: 'passed', sentence: 'It ran as planned.' }];
  return [{ name, outcome: 'failed', sentence: faults.join(' ') }];
}

function policyCases({ policies }: RunVerdict): readonly Case[] {
  return policies.map(({ service, policyName, outcome, sentence }) => ({
    ...{ name: `${service}: ${policyName}`, outcome, sentence },
  }));
}

/** Each kind is there in every run, so that a finding is a case that begins to fail. */
function findingCases({ policies, findings }: RunVerdict): readonly Case[] {
  const services = new Set([...policies, ...findings].map(({ service }) => service));
  return [...services].flatMap((service) =>
    findingKinds.map((kind): Case => {
      const found = findings.filter((finding) => finding.service === service && finding.kind === kind);
      const name = `${service} ${expectedOfServices[kind]}`;
      const sentence = found.map((finding) => finding.sentence).join(' ');
      return found.length === 0
        ? { name, outcome: 'passed', sentence: '' }
        : { name, outcome: 'failed', sentence };
    }),
  );
}
