import type { ServiceResult, ServiceRun } from '../../local/capacity/simulated/run-service.ts';

/** A row of the table of results: its title, and a value for each run. */
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
      'dropped requests',
      ({ droppedRequests, requests }) =>
        `${whole(droppedRequests)} (${number((100 * droppedRequests) / Math.max(1, requests), 2)} %)`,
    ),
    row('tasks (average, maximum)', ({ meanTasks, mostTasks }) => `${number(meanTasks, 2)}, ${mostTasks}`),
    row('changes of the desired count', ({ changes }) => String(changes)),
    row('highest CPU', ({ highestCpuPercent }) => inUnit(highestCpuPercent, 1, '%')),
    row(
      'p95 latency, estimated (median, slowest minute)',
      ({ medianP95Ms, highestP95Ms }) => `${duration(medianP95Ms)}, ${duration(highestP95Ms)}`,
    ),
    row('task hours', ({ taskHours }) => number(taskHours, 1)),
    row('cost on Fargate', ({ costUsd }) => `${number(costUsd, 2)} USD`),
  ];
}

/** How far the simulation was from the record, as one sentence; undefined without a record. */
function differenceSentence({ difference }: ServiceResult): string | undefined {
  if (difference === undefined) return undefined;
  const { comparedMinutes, sameShare, meanTaskDifference, mostTaskDifference } = difference;
  const { recordedTaskHours, simulatedTaskHours, meanCpuDifference } = difference;
  const cpu =
    meanCpuDifference === undefined
      ? ''
      : `, and by ${number(meanCpuDifference, 1)} percentage points of CPU on average`;
  return `Compared with the ${whole(comparedMinutes)} recorded minutes, the simulation has the same number of tasks in ${number(100 * sameShare, 1)} % of them; it differs by ${number(meanTaskDifference, 2)} tasks on average and by ${mostTaskDifference} at most${cpu}. It has ${number(simulatedTaskHours, 1)} task hours, the record ${number(recordedTaskHours, 1)}. The simulation follows the definition; what was changed through the API is not part of it.`;
}

/** The idle timeout of a load balancer that sets none. */
const idleTimeoutMs = 60_000;

/** What the table means by figures that a visitor would know by another name, where it has them. */
function figureSentences(result: ServiceResult): readonly string[] {
  const summaries = runsOf(result).map(([, { summary }]) => summary);
  const dropsSome = summaries.some(({ droppedRequests }) => droppedRequests > 0);
  const isServed = result.service.model.excess !== 'waits';
  const isSlow = summaries.some(({ highestP95Ms = 0 }) => highestP95Ms > idleTimeoutMs);
  return [
    ...(dropsSome
      ? [
          'Dropped requests are those that the CPU of all tasks could not do in their minute. In reality, they are answered late or with an error.',
        ]
      : []),
    ...(isServed && isSlow
      ? [
          'The estimate of p95 knows no timeouts. A load balancer answers 504 once its idle timeout is over, which is 60 s unless it is set.',
        ]
      : []),
  ];
}

/** All that there is to say below the table. */
export function resultSentences(result: ServiceResult): readonly string[] {
  const sentences = [...figureSentences(result), differenceSentence(result), leftOutSentence(result)];
  return sentences.filter((sentence) => sentence !== undefined);
}

/** Which policies were left out of the simulation; undefined if none was. */
function leftOutSentence({ service: { leftOut } }: ServiceResult): string | undefined {
  if (leftOut.length === 0) return undefined;
  return `Not simulated, because their metrics are unknown: ${leftOut.join(', ')}.`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function number(value: number, digits: number): string {
  return value.toFixed(digits);
}

function duration(ms: number | undefined): string {
  return ms !== undefined && ms >= 10_000 ? inUnit(ms / 1000, 1, 's') : inUnit(ms, 0, 'ms');
}

function inUnit(value: number | undefined, digits: number, unit: string): string {
  return value === undefined ? '-' : `${number(value, digits)} ${unit}`;
}
