import type { CapacityDocument, SizeCapacity } from './capacity-document.ts';
import { type CapacityLimits, type CapacityStep, exceeded } from './capacity-step.ts';
import type { HeldLoad } from './held-load.ts';

/** Such as `0.5 vCPU, 1024 MiB`. */
export function titleOfSize({ vcpu, memoryMiB }: SizeCapacity): string {
  return `${vcpu} vCPU, ${memoryMiB} MiB`;
}

/** What was found, in sentences: what a task and what the bounds hold, which policy acts first, and which size is enough. */
export function capacitySentences(found: CapacityDocument): readonly string[] {
  const [own] = found.sizes;
  if (own === undefined) return ['Nothing was measured.'];
  return [
    heldSentence(found, own),
    ...boundsSentences(found, own),
    ...firstPolicySentences(found),
    ...sizeSentences(found),
    ...billSentences(found, own),
    ...(found.environment === 'local'
      ? ['These figures are of the processor of this machine; a vCPU of Fargate may be faster or slower.']
      : []),
  ];
}

function heldSentence({ limits, service }: CapacityDocument, own: SizeCapacity): string {
  const { held } = own;
  if (held === undefined) {
    const [lowest] = own.steps;
    if (lowest === undefined) return 'Nothing was measured.';
    const why = exceeded(lowest, limits).join(', ');
    return `A task of ${service} (${titleOfSize(own)}) does not hold even ${shown(lowest.requestsPerSecond)} requests a second: it exceeds the limit of ${why}.`;
  }
  return `A task of ${service} (${titleOfSize(own)}) holds ${shown(held.requestsPerSecond)} requests a second (${shown(held.journeysPerSecond)} journeys): ${whyNotMore(held, limits)}.`;
}

function whyNotMore({ limitedBy, p95Ms }: HeldLoad, { cpuPercent, p95Ms: limitMs }: CapacityLimits): string {
  const p95 = `the p95 is ${shown(p95Ms)} ms (limit ${shown(limitMs)})`;
  switch (limitedBy) {
    case 'cpu':
      return `CPU is at its target of ${shown(cpuPercent)} % there, and ${p95}`;
    case 'p95':
      return `the p95 is at its limit of ${shown(limitMs)} ms there, before CPU is at its target of ${shown(cpuPercent)} %`;
    case 'nothing':
      return `the highest rate that was tried, at which no limit was exceeded, so that it may hold more; ${p95}`;
    default:
      return `beyond it, ${limitedBy} exceeded the limit, before CPU was at its target of ${shown(cpuPercent)} %`;
  }
}

function boundsSentences(
  { minCapacity, maxCapacity }: CapacityDocument,
  { held }: SizeCapacity,
): readonly string[] {
  if (held === undefined) return [];
  const of = (tasks: number) => shown(tasks * held.requestsPerSecond);
  return [
    `If all tasks hold as much, the minimum of ${minCapacity} holds ${of(minCapacity)} requests a second, and the maximum of ${maxCapacity} holds ${of(maxCapacity)}. What they share, such as the database, was not at that load.`,
  ];
}

function firstPolicySentences({ policies, minCapacity }: CapacityDocument): readonly string[] {
  const [first] = policies;
  if (first === undefined) return ['The service has no scaling policy.'];
  const { requestsPerSecond, policyName } = first;
  if (requestsPerSecond === undefined) return ['No policy adds tasks at any number of requests.'];
  return [
    `The first policy to act is ${policyName}: with ${minCapacity} tasks, above ${shown(requestsPerSecond * minCapacity)} requests a second.`,
  ];
}

function sizeSentences({ sizes, smallestVcpu, limits }: CapacityDocument): readonly string[] {
  const limit = `a p95 of ${shown(limits.p95Ms)} ms`;
  if (smallestVcpu === undefined) return [`No size that was tried holds ${limit} up to the target of CPU.`];
  const size = sizes.find(({ vcpu }) => vcpu === smallestVcpu);
  const tried =
    sizes.length === 1
      ? 'the only size that was tried'
      : `the smallest of ${sizes.length} sizes that were tried`;
  const until = size?.held?.limitedBy === 'nothing' ? ' at the highest rate that was tried' : '';
  const failed = sizes.flatMap((each) =>
    each.notStarted === undefined ? [] : [`Tasks of ${titleOfSize(each)} do not start: ${each.notStarted}.`],
  );
  return [`${size === undefined ? '' : titleOfSize(size)} holds ${limit}${until}: ${tried}.`, ...failed];
}

function billSentences(
  { minCapacity, maxCapacity }: CapacityDocument,
  { bill }: SizeCapacity,
): readonly string[] {
  if (bill === undefined) return [];
  const { thousandRequestsUsd, taskMonthUsd } = bill;
  return [
    `At that load, 1000 requests cost ${usd(thousandRequestsUsd)} on Fargate, and a month ${usd(taskMonthUsd)} a task: ${usd(minCapacity * taskMonthUsd)} at the minimum, ${usd(maxCapacity * taskMonthUsd)} at the maximum of tasks. These are list prices of ap-southeast-1 for the tasks alone.`,
  ];
}

export const sizesHead = [
  'size',
  'requests/s',
  'limited by',
  'p95',
  'CPU s/request',
  'memory',
  '1000 requests',
  'month',
];

/** A row for each size, as `sizesHead`. */
export function sizeRows({ sizes }: CapacityDocument): readonly (readonly string[])[] {
  return sizes.map((size) => [
    titleOfSize(size),
    size.held === undefined ? '-' : shown(size.held.requestsPerSecond),
    size.notStarted === undefined ? (size.held?.limitedBy ?? 'lowest step') : 'does not start',
    size.held === undefined ? '-' : `${shown(size.held.p95Ms)} ms`,
    size.cpuSecondsPerRequest === undefined ? '-' : shown(size.cpuSecondsPerRequest),
    size.steps.length === 0 ? '-' : `${Math.round(size.usedMemoryMiB)} MiB`,
    size.bill === undefined ? '-' : usd(size.bill.thousandRequestsUsd),
    size.bill === undefined ? '-' : usd(size.bill.taskMonthUsd),
  ]);
}

export const stepsHead = ['journeys/s', 'requests/s', 'CPU', 'memory', 'p50', 'p95', 'errors', 'exceeded'];

/** A row for each step, as `stepsHead`. */
export function stepRows(
  steps: readonly CapacityStep[],
  limits: CapacityLimits,
): readonly (readonly string[])[] {
  return steps.map((step) => [
    shown(step.journeysPerSecond),
    shown(step.requestsPerSecond),
    `${shown(step.cpuPercent)} %`,
    `${shown(step.memoryPercent)} %`,
    `${shown(step.p50Ms)} ms`,
    `${shown(step.p95Ms)} ms`,
    `${shown(100 * step.errorShare)} %`,
    exceeded(step, limits).join(', ') || '-',
  ]);
}

/** Three digits are more than a measurement has. */
function shown(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** Cents are too coarse for a thousand requests. */
function usd(value: number): string {
  return `${value < 1 ? Number(value.toPrecision(2)) : value.toFixed(2)} USD`;
}
