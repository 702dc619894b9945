import { type Cell, htmlTable } from './html-table.ts';
import { milliseconds, number } from './in-words.ts';
import { type JourneyStep, togetherOf } from './journey-steps.ts';
import { sum } from './load-steps.ts';

/** What each step of the journeys was answered, and all of them together. */
export function stepTable(journeys: readonly JourneyStep[]): string {
  const head = ['step', 'requests', 'failed', 'wrong content', 'p50', 'p95', 'p99', 'longest', 'why failed'];
  const rows = journeys.length === 0 ? [] : [...journeys, togetherOf(journeys)].map(stepRow);
  return htmlTable({ title: 'Steps of the journeys', kind: 'figures', head, rows }, 'Nothing was requested.');
}

function stepRow({ name, requests, failures, wrong, times }: Omit<JourneyStep, 'groups'>): readonly Cell[] {
  const reasons = failures.map(([reason, count]) => `${number(count)} × ${reason}`).join(', ');
  return [
    ...[name, number(requests), counted(sum(failures.map(([, count]) => count))), counted(wrong)],
    ...[50, 95, 99, 100].map((percent) => milliseconds(times.percentile(percent))),
    reasons,
  ];
}

function counted(count: number): Cell {
  return count === 0 ? '0' : { text: number(count), tone: 'bad' };
}
