import type { ServiceResult, ServiceRun } from '../../local/capacity/simulated/run-service.ts';

/** A line of the table of results: what it is, and its value in each run. */
export type ResultRow = readonly [what: string, ...values: string[]];

/** The runs of a result with the titles of their columns. */
export function runsOf({ defined, other }: ServiceResult): readonly (readonly [string, ServiceRun])[] {
  return [['as defined', defined], ...(other === undefined ? [] : [['with --compare', other] as const])];
}

/** What a table shows of a result, in words and numbers. */
export function resultRows(result: ServiceResult): readonly ResultRow[] {
  const summaries = runsOf(result).map(([, { summary }]) => summary);
  const row = (what: string, read: (summary: (typeof summaries)[number]) => string): ResultRow => [
    what,
    ...summaries.map(read),
  ];
  return [
    row('requests', ({ requests }) => whole(requests)),
    row(
      'dropped',
      ({ droppedRequests, requests }) =>
        `${whole(droppedRequests)} (${number((100 * droppedRequests) / Math.max(1, requests), 2)} %)`,
    ),
    row('tasks on average, at most', ({ meanTasks, mostTasks }) => `${number(meanTasks, 2)}, ${mostTasks}`),
    row('changes', ({ changes }) => String(changes)),
    row('highest CPU', ({ highestCpuPercent }) => inUnit(highestCpuPercent, 1, '%')),
    row(
      'p95 (estimate), median minute and slowest',
      ({ medianP95Ms, highestP95Ms }) => `${inUnit(medianP95Ms, 0, 'ms')}, ${inUnit(highestP95Ms, 0, 'ms')}`,
    ),
    row('task hours', ({ taskHours }) => number(taskHours, 1)),
    row('cost of the tasks', ({ costUsd }) => `${number(costUsd, 2)} USD`),
  ];
}

/** How far the simulation was from the record, as one sentence; undefined without a record. */
export function differenceSentence({ difference }: ServiceResult): string | undefined {
  if (difference === undefined) return undefined;
  const { comparedMinutes, sameShare, meanTaskDifference, mostTaskDifference } = difference;
  const { recordedTaskHours, simulatedTaskHours, meanCpuDifference } = difference;
  const cpu = meanCpuDifference === undefined ? '' : `, and CPU by ${number(meanCpuDifference, 1)} points`;
  return `Against the ${whole(comparedMinutes)} recorded minutes, the simulation has the same number of tasks in ${number(100 * sameShare, 1)} % of them, is off by ${number(meanTaskDifference, 2)} tasks on average and ${mostTaskDifference} at most${cpu}; it has ${number(simulatedTaskHours, 1)} task hours instead of ${number(recordedTaskHours, 1)}.`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function number(value: number, digits: number): string {
  return value.toFixed(digits);
}

function inUnit(value: number | undefined, digits: number, unit: string): string {
  return value === undefined ? '-' : `${number(value, digits)} ${unit}`;
}
