import { styleText } from 'node:util';
import { duration } from '../../time/duration.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { RunVerdict } from '../verdict/verdict.ts';
import { verdictLine } from './first-line.ts';
import { outcomeWords, type PartOutcome } from './part-outcomes.ts';
import { plainLine } from './plain-line.ts';
import { loadSummary } from './verdict-document.ts';
import { type Cell, wrappedTable } from './wrapped-table.ts';

export interface VerdictTextOptions {
  /** False where absent. */
  readonly colours?: boolean;
  /** Columns; 100 where absent. */
  readonly width?: number;
}

/** A verdict for a terminal: whether the run passed and why, then policies, thresholds and findings. */
export function verdictText(
  verdict: RunVerdict,
  record: RunRecord,
  { colours = false, width = 100 }: VerdictTextOptions = {},
): string {
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

function wrapped(text: string, width: number): readonly string[] {
  const lines = plainLine(text).matchAll(new RegExp(`(?=\\S)(?:.{1,${width}}(?= |$)|\\S{${width}})`, 'gu'));
  return [...lines].map(([line]) => line.trimEnd());
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
