import type { PolicyVerdict, RunVerdict, ThresholdVerdict } from '../verdict/verdict.ts';
import { type Cell, titledTable } from './html-table.ts';
import { number, timeOfDay } from './in-words.ts';

/** What a verdict says, as tables, the most important first. */
export function verdictTables(verdict: RunVerdict): string {
  return [
    faultsTable(verdict),
    policiesTable(verdict),
    thresholdsTable(verdict),
    findingsTable(verdict),
    changesTable(verdict),
  ].join('\n');
}

function faultsTable({ faults }: RunVerdict): string {
  if (faults.length === 0) return '';
  const rows = faults.map((fault) => [bad('failed'), fault]);
  return titledTable({ title: 'The run as a whole', kind: 'sentences', head: ['outcome', 'why'], rows }, '');
}

function policiesTable({ policies }: RunVerdict): string {
  const rows = policies.map((policy) => [
    ...[policy.service, policy.policyName],
    ...[outcomeCell(policy.outcome), policy.sentence],
  ]);
  const head = ['service', 'policy', 'outcome', 'why'];
  return titledTable({ title: 'Scaling policies', kind: 'sentences', head, rows }, 'There are none.');
}

function thresholdsTable({ thresholds }: RunVerdict): string {
  const rows = thresholds.map(({ title, outcome, samples, sentence }) => [
    ...[title, outcomeCell(outcome), number(samples), sentence],
  ]);
  const head = ['threshold', 'outcome', 'samples', 'measured'];
  return titledTable({ title: 'Thresholds', kind: 'sentences', head, rows }, 'None were given.');
}

function findingsTable({ findings }: RunVerdict): string {
  const rows = findings.map(({ service, kind, sentence }) => [service, bad(spaced(kind)), sentence]);
  const head = ['service', 'what', 'why'];
  return titledTable(
    { title: 'What went wrong with the scaling', kind: 'sentences', head, rows },
    'Nothing was found.',
  );
}

function outcomeCell(outcome: PolicyVerdict['outcome'] | ThresholdVerdict['outcome']): Cell {
  const text = spaced(outcome);
  switch (outcome) {
    case 'passed':
      return { text, tone: 'good' };
    case 'failed':
    case 'could-not-act':
      return bad(text);
    case 'not-exercised':
      return text;
  }
}

function bad(text: string): Cell {
  return { text, tone: 'bad' };
}

function spaced(text: string): string {
  return text.replaceAll('-', ' ');
}

/** What each policy should have done, and what it did, by the time. */
function changesTable({ policies }: RunVerdict): string {
  const rows = policies.flatMap(changeRows).toSorted((left, right) => left.atMs - right.atMs);
  const head = ['policy', 'scaling', 'metric', 'breach', 'alarm', 'activity', 'fulfilled', 'recovered'];
  const title = 'Changes that were expected and that were made (times in UTC)';
  return titledTable(
    { title, kind: 'figures', head, rows: rows.map(({ cells }) => cells) },
    'None was expected, and none was made.',
  );
}

function changeRows(policy: PolicyVerdict) {
  const name = `${policy.service}: ${policy.policyName}`;
  const expected = policy.expected.map(({ direction, atMs, value, threshold }) => ({
    atMs,
    cells: [
      ...[name, `expected ${direction}`, `${number(value)} at ${number(threshold)}`],
      ...[timeOfDay(atMs), '', '', '', ''],
    ],
  }));
  const observed = policy.observed.map((change) => ({
    atMs: change.activityAtMs,
    cells: [
      ...[name, `${change.direction}: ${change.from} to ${change.to}`],
      change.breach === undefined ? '-' : number(change.breach.value),
      ...[change.breach?.atMs, change.alarmAtMs, change.activityAtMs].map(timeOfDay),
      ...[change.fulfilledAtMs, change.recoveredAtMs].map(timeOfDay),
    ],
  }));
  return [...expected, ...observed];
}
