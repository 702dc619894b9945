import type { ServiceResult } from '../../local/capacity/simulated/run-service.ts';
import { escapeMarkup } from '../../local/plots/escape-markup.ts';
import type { Curve, Plot } from '../../local/plots/plot.ts';
import { type PageSection, plotPage } from '../../local/plots/plot-page.ts';
import type { RecordedMinute } from '../../local/scaling/simulation/recorded-minute.ts';
import type { SimulatedMinute } from '../../local/scaling/simulation/simulation.ts';
import { type ResultRow, resultRows, resultSentences, runsOf } from './simulation-rows.ts';

/** A page of its own with the tables and the plots of a simulation. */
export function simulationPage(results: readonly ServiceResult[], title: string): Promise<string> {
  return plotPage(title, results.map(section));
}

function section(result: ServiceResult): PageSection {
  const { service, load } = result;
  const rows = table(['', ...runsOf(result).map(([title]) => title)], resultRows(result));
  return {
    heading: service.name,
    html: [rows, ...resultSentences(result).map((sentence) => `<p>${escapeMarkup(sentence)}</p>`)].join('\n'),
    group: { startMs: load.startMs, stepMs: 60_000, plots: plotsOf(result) },
  };
}

function table(head: readonly string[], rows: readonly ResultRow[]): string {
  const cells = (tag: string, values: readonly string[]) =>
    values.map((value) => `<${tag}>${escapeMarkup(value)}</${tag}>`).join('');
  return `<table class="results"><thead><tr>${cells('th', head)}</tr></thead><tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</tbody></table>`;
}

function plotsOf(result: ServiceResult): readonly Plot[] {
  const { minutes } = result.load;
  const requests: Curve = {
    ...{ name: 'requests', colour: 'green' },
    values: minutes.map((minute) => minute.requests),
  };
  return [
    {
      ...{ title: 'Requests', unit: 'per minute' },
      curves: [requests, ...runs(result, ({ droppedRequests }) => droppedRequests).map(asDropped)],
    },
    {
      ...{ title: 'Tasks', unit: 'running', isStepped: true },
      curves: [
        ...recorded(minutes, ({ tasks }) => tasks),
        ...runs(result, ({ runningCount }) => runningCount),
      ],
    },
    {
      ...{ title: 'CPU', unit: '% of the task size', least: 100 },
      curves: [
        ...recorded(minutes, ({ cpuPercent }) => cpuPercent),
        ...runs(result, ({ cpuPercent }) => cpuPercent),
      ],
    },
    { title: 'p95 latency', unit: 'ms, estimated', curves: runs(result, ({ p95Ms }) => p95Ms) },
  ];
}

const runColours = ['blue', 'orange'] as const;

function runs(
  result: ServiceResult,
  read: (minute: SimulatedMinute) => number | undefined,
): readonly Curve[] {
  return runsOf(result).map(([name, { minutes }], index) => ({
    ...{ name, colour: runColours[index] ?? 'orange' },
    values: minutes.map(read),
  }));
}

/** Requests that were dropped by the definition as it is, and by other thresholds. */
function asDropped({ name, values }: Curve, index: number): Curve {
  return { name: `dropped ${name}`, colour: index === 0 ? 'red' : 'orange', values };
}

/** None where nothing of it was recorded. */
function recorded(
  minutes: ServiceResult['load']['minutes'],
  read: (minute: RecordedMinute) => number | undefined,
): readonly Curve[] {
  const values = minutes.map(read);
  if (values.every((value) => value === undefined)) return [];
  return [{ name: 'recorded', colour: 'grey', isDashed: true, values }];
}
