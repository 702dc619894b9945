import { mergeResponseTimes } from '../record/response-times.ts';
import type { RunRecord } from '../record/run-record.ts';
import { plannedRate } from '../shapes/planned-rate.ts';
import { htmlTable } from './html-table.ts';
import { milliseconds, number, timeOfDay } from './in-words.ts';
import { type LoadStep, sum } from './load-steps.ts';
import type { PlotClock } from './plot-clock.ts';
import { policyMetrics } from './policy-metrics.ts';
import { taskSteps, valueSteps } from './service-steps.ts';

/** So many rows can be read. */
const mostRows = 40;

interface Column {
  readonly title: string;
  /** What a row says of the steps of the clock from one to before the other. */
  readonly read: (from: number, to: number) => string;
}

/** What the plots show, as a table of at most forty rows. */
export function courseTable(
  record: RunRecord,
  clock: PlotClock,
  steps: readonly (LoadStep | undefined)[],
): string {
  const width = Math.ceil(clock.steps / mostRows);
  const columns = [...loadColumns(record, clock, steps), ...serviceColumns(record, clock)];
  const rows = Array.from({ length: Math.ceil(clock.steps / width) }, (_, row) => {
    const [from, to] = [row * width, Math.min((row + 1) * width, clock.steps)];
    return [timeOfDay(clock.startMs + from * clock.stepMs), ...columns.map(({ read }) => read(from, to))];
  });
  const head = ['from (UTC)', ...columns.map(({ title }) => title)];
  return htmlTable({ title: 'The course of the test', kind: 'figures', head, rows }, 'Nothing was recorded.');
}

function loadColumns(
  { plan, load }: RunRecord,
  clock: PlotClock,
  steps: readonly (LoadStep | undefined)[],
): readonly Column[] {
  const within = (from: number, to: number) => steps.slice(from, to).filter((step) => step !== undefined);
  const total = (title: string, read: (step: LoadStep) => number): Column => ({
    ...{ title, read: (from, to) => number(sum(within(from, to).map(read))) },
  });
  const percentile = (percent: number): Column => ({
    title: `p${percent}`,
    read: (from, to) =>
      milliseconds(mergeResponseTimes(within(from, to).map(({ times }) => times)).percentile(percent)),
  });
  const planned = (step: number) => plannedRate(plan, clock.startMs + step * clock.stepMs - load.startMs);
  return [
    { title: 'planned per second', read: (from, to) => figure(planned((from + to) / 2)) },
    total('journeys', ({ iterations }) => iterations),
    total('dropped', ({ droppedIterations }) => droppedIterations),
    total('requests', ({ requests }) => requests),
    total('failed', ({ failed }) => failed),
    total('wrong', ({ wrong }) => wrong),
    ...[50, 95, 99].map(percentile),
  ];
}

/** Tasks at the end of a row, and the highest value of each metric in it. */
function serviceColumns({ observed, timeScale }: RunRecord, clock: PlotClock): readonly Column[] {
  return observed.services.flatMap((service) => {
    const tasks = taskSteps(service.samples, observed.gaps, clock);
    const count = (title: string, key: 'desired' | 'running' | 'healthy'): Column => ({
      ...{ title: `${service.service} ${title}`, read: (_, to) => figure(tasks[to - 1]?.[key]) },
    });
    const metrics = policyMetrics(service).map(({ alarm, policyName }): Column => {
      const values = valueSteps(alarm.values, (alarm.periodSeconds * 1000) / timeScale, clock);
      return {
        title: `${service.service} ${policyName}`,
        read: (from, to) => highest(values.slice(from, to)),
      };
    });
    return [
      count('desired', 'desired'),
      count('running', 'running'),
      count('healthy', 'healthy'),
      ...metrics,
    ];
  });
}

function highest(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? '-' : number(Math.max(...known));
}

function figure(value: number | undefined): string {
  return value === undefined ? '-' : number(value);
}
