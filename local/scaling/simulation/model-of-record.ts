import type { RecordedMinute } from './recorded-minute.ts';
import type { ServiceModel } from './service-model.ts';

/** The part of a model that can be measured while a service runs. */
export type MeasuredModel = Pick<ServiceModel, 'cpuSecondsPerRequest'> &
  Partial<Pick<ServiceModel, 'latencyMs' | 'memoryPercent'>>;

/** From here on some of the requests of a minute may not have been answered in it. */
const fullPercent = 95;

/**
 * What a service's own minutes say of it: all of the CPU that it used over all of its requests, so that what it uses
 * without any is spread over them, and the medians of memory and latency. Minutes in which the CPU was full count only
 * where no other has requests. Undefined without a minute that has requests, CPU and tasks.
 */
export function modelOfRecord(
  minutes: readonly RecordedMinute[],
  taskVcpu: number,
): MeasuredModel | undefined {
  const roomy = minutes.filter(({ cpuPercent = 0 }) => cpuPercent < fullPercent);
  const cpuSecondsPerRequest = costOf(roomy, taskVcpu) ?? costOf(minutes, taskVcpu);
  if (cpuSecondsPerRequest === undefined) return undefined;
  const latencyMs = median(minutes.map((minute) => minute.latencyMs));
  const memoryPercent = median(minutes.map((minute) => minute.memoryPercent));
  return {
    cpuSecondsPerRequest,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(memoryPercent === undefined ? {} : { memoryPercent }),
  };
}

function costOf(minutes: readonly RecordedMinute[], taskVcpu: number): number | undefined {
  let requests = 0;
  let cpuSeconds = 0;
  for (const { requests: some, cpuPercent, tasks } of minutes) {
    if (cpuPercent === undefined || tasks === undefined) continue;
    requests += some;
    cpuSeconds += (cpuPercent / 100) * tasks * taskVcpu * 60;
  }
  return requests === 0 || cpuSeconds === 0 ? undefined : cpuSeconds / requests;
}

function median(values: readonly (number | undefined)[]): number | undefined {
  const sorted = values.filter((value) => value !== undefined).toSorted((left, right) => left - right);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
