import type { PartReport, Spread } from './fault-report.ts';
import { isServer, type Part } from './parts.ts';

const heads = [
  'killed',
  'kills',
  'requests',
  'lost',
  'kills that cost any',
  'last failure after: median, longest',
  'runs again after: median, longest',
  'all well after: median, longest',
  'failures',
];

/** What each part's death cost, as a Markdown table. */
export function faultTable(reports: readonly PartReport[]): string {
  const rows = reports.map((report) => [
    nameOf(report.part),
    ...[report.kills, report.requests, report.lost, report.killsWithLoss].map(String),
    report.lost === 0 ? '-' : inSeconds(report.outageMs),
    report.startedAgainAfterMs === undefined ? '-' : inSeconds(report.startedAgainAfterMs),
    inSeconds(report.wholeAfterMs),
    Object.entries(report.failures)
      .map(([failure, count]) => `${count} x ${failure}`)
      .join(', '),
  ]);
  return [heads, heads.map(() => '---'), ...rows].map(line).join('\n');
}

function nameOf(part: Part): string {
  return isServer(part) || part === 'nothing' ? part : `${part} task`;
}

function line(cells: readonly string[]): string {
  return cells.every((cell) => cell === '---') ? `|${cells.join('|')}|` : `| ${cells.join(' | ')} |`;
}

function inSeconds({ median, longest }: Spread): string {
  return [median, longest].map((ms) => `${(ms / 1000).toFixed(2)} s`).join(', ');
}
