import { escapeMarkup } from '../../local/plots/escape-markup.ts';
import type { PlotGroup } from '../../local/plots/plot.ts';
import { plotPage } from '../../local/plots/plot-page.ts';
import type { CapacityDocument, SizeCapacity } from '../capacity/capacity-document.ts';
import type { CapacityLimits } from '../capacity/capacity-step.ts';
import {
  capacitySentences,
  sizeRows,
  sizesHead,
  stepRows,
  stepsHead,
  titleOfSize,
} from '../capacity/capacity-words.ts';
import { htmlTable, titledTable } from './html-table.ts';

/** What was found of the capacity of a service, as a page of its own that needs no network. */
export function capacityPage(found: CapacityDocument): Promise<string> {
  const sentences = capacitySentences(found).map((sentence) => `<p>${escapeMarkup(sentence)}</p>`);
  return plotPage(`Capacity of ${found.service} in ${found.environment}`, [
    {
      heading: 'Result',
      html: [...sentences, sizesTable(found), policiesTable(found), findingsTable(found)].join('\n'),
    },
    ...found.sizes.map((size) => ({
      heading: titleOfSize(size),
      html: htmlTable(
        {
          title: titleOfSize(size),
          kind: 'figures',
          head: stepsHead,
          rows: stepRows(size.steps, found.limits),
        },
        'Nothing was measured.',
      ),
      ...(size.steps.length < 2 ? {} : { group: plotsOf(size, found.limits) }),
    })),
  ]);
}

function sizesTable(found: CapacityDocument): string {
  return titledTable(
    { title: 'What a task holds, by its size', kind: 'figures', head: sizesHead, rows: sizeRows(found) },
    'Nothing was measured.',
  );
}

function policiesTable({ policies }: CapacityDocument): string {
  const rows = policies.map(({ policyName, sentence }) => [policyName, sentence]);
  const title = 'When policies add tasks, the first one first';
  return titledTable(
    { title, kind: 'sentences', head: ['policy', 'when'], rows },
    'The service has no policy.',
  );
}

function findingsTable({ findings }: CapacityDocument): string {
  const rows = findings.map(({ rule, message, mend, acknowledged }) => [
    rule,
    message,
    acknowledged === undefined ? mend : `${mend} Acknowledged: ${acknowledged}`,
  ]);
  const title = 'What scaling:check finds with these figures';
  return titledTable({ title, kind: 'sentences', head: ['rule', 'finding', 'what to do'], rows }, 'Nothing.');
}

function plotsOf({ steps }: SizeCapacity, limits: CapacityLimits): PlotGroup {
  const all = (value: number) => steps.map(() => value);
  return {
    ...{ startMs: 0, stepMs: 1 },
    axis: { label: 'requests a second', values: steps.map(({ requestsPerSecond }) => requestsPerSecond) },
    plots: [
      {
        ...{ title: 'CPU', unit: '% of the task', least: 100 },
        curves: [
          { name: 'CPU', colour: 'blue', values: steps.map(({ cpuPercent }) => cpuPercent) },
          { name: 'target', colour: 'grey', isDashed: true, values: all(limits.cpuPercent) },
        ],
      },
      {
        ...{ title: 'Response times', unit: 'ms' },
        curves: [
          { name: 'p50', colour: 'green', values: steps.map(({ p50Ms }) => p50Ms) },
          { name: 'p95', colour: 'orange', values: steps.map(({ p95Ms }) => p95Ms) },
          { name: 'limit of p95', colour: 'grey', isDashed: true, values: all(limits.p95Ms) },
        ],
      },
    ],
  };
}
