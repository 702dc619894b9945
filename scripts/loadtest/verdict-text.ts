import { styleText } from 'node:util';
import type { RunRecord } from '../../loadtest/record/run-record.ts';
import { verdictLine } from '../../loadtest/result/first-line.ts';
import { outcomeWords, type PartOutcome } from '../../loadtest/result/part-outcomes.ts';
import { plainLine } from '../../loadtest/result/plain-line.ts';
import { loadSummary } from '../../loadtest/result/verdict-document.ts';
import type { RunVerdict } from '../../loadtest/verdict/verdict.ts';
import { duration } from '../../time/duration.ts';
import { wrapped } from './wrapped.ts';
import { type Cell, wrappedTable } from './wrapped-table.ts';

export interface VerdictTextOptions {
  /** False where absent. */
  readonly colours?: boolean;
  /** Columns; 100 where absent, or where a terminal does not say how wide it is and gives 0. */
  readonly width?: number;
}

/** A verdict for a terminal: whether the run passed and why, then policies, thresholds and findings. */
export function verdictText(
  verdict: RunVerdict,
  record: RunRecord,
  { colours = false, width: columns = 0 }: VerdictTextOptions = {},
): string {
  const width = columns > 0 ? columns : 100;
  const paint = (outcome: PartOutcome) => (text: string) => painted(text, outcome, colours);
  const table = (head: readonly [string, string, string], rows: readonly PartRow[]) =>
    rows.length === 0
      ? []
      : [
          wrappedTable(
            head,
            rows.map((row) => cellsOf(row, paint)),
            width,
          ),
        ];
  return [
    [
      ...wrapped(verdictLine(verdict), width).map(paint(verdict.outcome)),
      ...verdict.faults.slice(1).flatMap((fault) => wrapped(fault, width)),
      ...wrapped(runSentence(record), width),
      '',
    ].join('\n'),
    ...table(['policy', 'outcome', 'why'], policyRows(verdict)),
    ...table(['threshold', 'outcome', 'why'], thresholdRows(verdict)),
    ...table(['finding', 'service', 'what happened'], findingRows(verdict)),
  ].join('\n');
}

interface PartRow {
  readonly name: string;
  /** The second column, where it is not the outcome. */
  readonly label?: string;
  readonly outcome: PartOutcome;
  readonly sentence: string;
}

function cellsOf(
  { name, outcome, label = outcomeWords[outcome], sentence }: PartRow,
  paint: (outcome: PartOutcome) => (text: string) => string,
): readonly [Cell, Cell, Cell] {
  return [
    { text: plainLine(name) },
    { text: plainLine(label), paint: paint(outcome) },
    { text: plainLine(sentence) },
  ];
}

function policyRows({ policies }: RunVerdict): readonly PartRow[] {
  return policies.map(({ service, policyName, ...others }) => ({
    name: `${service} ${policyName}`,
    ...others,
  }));
}

function thresholdRows({ thresholds }: RunVerdict): readonly PartRow[] {
  return thresholds.map(({ title: name, ...others }) => ({ name, ...others }));
}

function findingRows({ findings }: RunVerdict): readonly PartRow[] {
  return findings.map(({ kind, service: label, sentence }) => ({
    ...{ name: kind.replaceAll('-', ' '), label, outcome: 'failed', sentence },
  }));
}

function runSentence(record: RunRecord): string {
  const { plan, environment, timeScale, startMs, endMs } = record;
  const { requests, errors, plannedIterations, droppedIterations } = loadSummary(record);
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  const scale = timeScale === 1 ? '' : ` at time scale ${timeScale}`;
  return `${plan.scenario} on ${environment}${scale}, ${duration(endMs - startMs)}: ${requests} requests, ${failed} errors; ${plannedIterations} iterations, ${droppedIterations} dropped.`;
}

const colourOf = {
  passed: 'green',
  failed: 'red',
  'not-exercised': 'dim',
  'could-not-act': 'yellow',
} as const;

function painted(text: string, outcome: PartOutcome, colours: boolean): string {
  return colours ? styleText(colourOf[outcome], text, { validateStream: false }) : text;
}
