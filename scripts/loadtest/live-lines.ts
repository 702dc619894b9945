import type { LiveMetric, LiveService, LiveState } from '../../loadtest/live/live-state.ts';
import { mergeResponseTimes } from '../../loadtest/record/response-times.ts';
import { milliseconds, number } from '../../loadtest/report/in-words.ts';
import { planDurationMs } from '../../loadtest/shapes/planned-load.ts';
import { plannedRate } from '../../loadtest/shapes/planned-rate.ts';
import { shortNames } from '../../local/scaling/words/short-names.ts';
import { duration } from '../../time/duration.ts';
import { wrapped } from './wrapped.ts';

interface Row {
  readonly title: string;
  readonly text: string;
  /** Drawn as a bar beside the text. */
  readonly metric?: LiveMetric;
}

/** What is known of a load test while it runs, as lines for a terminal of that many columns, of which none is cut off. */
export function liveLines(state: LiveState, width = 80): readonly string[] {
  const tasks = serviceRows(state.services);
  const rows = [
    ...loadRows(state),
    ...(tasks.length === 0 ? [{ title: 'tasks', text: 'nothing was observed yet' }] : tasks),
    ...unansweredRows(state),
  ];
  return [...headLines(state, width), ...drawRows(rows, width)];
}

/** The time that is left is at the right margin, or below where there is no room. */
function headLines(state: LiveState, width: number): readonly string[] {
  const { plan, environment } = state;
  const head = `${plan.scenario} against ${environment}`;
  const left = timeLeft(state);
  if (head.length + 1 + left.length > width) return [head, left].flatMap((text) => wrapped(text, width));
  return [`${head}${left.padStart(width - head.length)}`];
}

/** The same in one line, of any length, for logs. */
export function liveLine(state: LiveState): string {
  const { recent, services, totals } = state;
  return [
    timeLeft(state),
    loadText(state) ?? [],
    recent.length === 0 ? [] : `p95 ${milliseconds(recentP95(state))}`,
    `${number(totals.failed)} failed`,
    totals.wrong === 0 ? [] : `${number(totals.wrong)} wrong`,
    services.map(({ service, running, desired }) => `${service} ${running} of ${desired} tasks`),
    services.flatMap(({ service, metrics }) =>
      metrics.map((metric) => `${service} ${metric.policyName} ${valueText(metric)}`),
    ),
    unansweredText(state) ?? [],
  ]
    .flat()
    .join(', ');
}

const mostCells = 30;

/** A bar of fewer cells, or a text of fewer columns, says nothing. */
const [fewestCells, narrowest] = [6, 24];

/** Texts below each other, and bars below each other; in a narrow terminal each text below its title. */
function drawRows(rows: readonly Row[], width: number): readonly string[] {
  const textColumn = Math.max(...rows.map(({ title }) => title.length)) + 2;
  const room = width - textColumn;
  if (room < narrowest) return rows.flatMap((row) => narrowRow(row, width));
  const measured = rows.filter(({ metric }) => metric !== undefined);
  const barColumn = textColumn + Math.max(0, ...measured.map(({ text }) => text.length)) + 2;
  const cells = Math.min(mostCells, width - barColumn);
  return rows.flatMap(({ title, text, metric }) => {
    const [first = '', ...others] = wrapped(text, room);
    const line = `${title.padEnd(textColumn)}${first}`;
    const hasBar = metric !== undefined && cells >= fewestCells;
    return [
      hasBar ? `${line.padEnd(barColumn)}${bar(metric, cells)}` : line,
      ...others.map((other) => `${' '.repeat(textColumn)}${other}`),
    ];
  });
}

function narrowRow({ title, text }: Row, width: number): readonly string[] {
  const indent = width > 2 * narrowest ? 2 : 0;
  return [
    ...wrapped(title, width),
    ...wrapped(text, width - indent).map((line) => `${' '.repeat(indent)}${line}`),
  ];
}

/** The target is at two thirds. */
function bar({ value = 0, limit }: LiveMetric, cells: number): string {
  const target = Math.floor((cells * 2) / 3);
  const filled = limit > 0 ? Math.round((value / limit) * target) : 0;
  const cell = (index: number) => (index === target ? '|' : index < filled ? '█' : '·');
  return Array.from({ length: cells }, (_, index) => cell(index)).join('');
}

function loadRows(state: LiveState): readonly Row[] {
  const load = loadText(state);
  if (load === undefined) return [{ title: 'load', text: 'nothing was measured yet' }];
  return [
    { title: 'load', text: load },
    { title: 'answers', text: answersText(state) },
  ];
}

function timeLeft({ plan, nowMs, loadStartMs }: LiveState): string {
  const leftMs = planDurationMs(plan) - (nowMs - loadStartMs);
  return leftMs > 0 ? `${duration(leftMs)} left` : 'the load is over';
}

/** Undefined before anything was measured. */
function loadText(state: LiveState): string | undefined {
  const { recent, windowMs, plan, loadStartMs } = state;
  const last = recent.at(-1);
  if (last === undefined) return undefined;
  const perSecond = (counts: readonly number[]) =>
    number((counts.reduce((sum, count) => sum + count, 0) * 1000) / (recent.length * windowMs));
  const requests = recent.flatMap(({ window }) => Object.values(window.steps).map((step) => step.requests));
  // What was measured is a few seconds old: it is shown beside what was planned then.
  const planned = number(plannedRate(plan, last.startMs - loadStartMs) ?? 0);
  return `${perSecond(requests)} requests per second, ${planned} journeys per second planned`;
}

function recentP95({ recent }: LiveState): number | undefined {
  const times = recent.flatMap(({ window }) => Object.values(window.steps).map((step) => step.times));
  return mergeResponseTimes(times).percentile(95);
}

function answersText(state: LiveState): string {
  const { requests, failed, wrong, droppedIterations } = state.totals;
  const counts = `${number(failed)} of ${number(requests)} failed, ${number(wrong)} wrong`;
  return `p95 ${milliseconds(recentP95(state))}, ${counts}, ${number(droppedIterations)} journeys dropped`;
}

/** Names that CDK makes are long: their ends are enough to tell them apart. */
function serviceRows(services: readonly LiveService[]): readonly Row[] {
  const short = shortNames(
    services.flatMap(({ service, metrics }) => [service, ...metrics.map(({ policyName }) => policyName)]),
  );
  return services.flatMap(({ service, metrics, ...counts }) => [
    { title: short.get(service) ?? service, text: tasksText(counts) },
    ...metrics.map((metric) => ({
      title: `  ${short.get(metric.policyName) ?? metric.policyName}`,
      ...{ text: valueText(metric), metric },
    })),
  ]);
}

function tasksText({ desired, running, pending, healthy }: Omit<LiveService, 'service' | 'metrics'>): string {
  const parts = [
    `${running} of ${desired} tasks running`,
    healthy === undefined ? [] : `${healthy} healthy`,
    pending === 0 ? [] : `${pending} pending`,
  ];
  return parts.flat().join(', ');
}

function valueText({ value, limit }: LiveMetric): string {
  return `${value === undefined ? 'no data' : number(value)} of ${number(limit)}`;
}

function unansweredRows(state: LiveState): readonly Row[] {
  const text = unansweredText(state);
  return text === undefined ? [] : [{ title: 'observer', text }];
}

function unansweredText({ unanswered, nowMs }: LiveState): string | undefined {
  if (unanswered === undefined) return undefined;
  return `no answer from AWS for ${duration(nowMs - unanswered.sinceMs)}: ${unanswered.reason}`;
}
