import type { RecordedMinute } from '../../scaling/simulation/recorded-minute.ts';

const digits = 3;

/** Minutes as a CSV file that `parseTrace` reads. */
export function writeTrace(minutes: readonly RecordedMinute[]): string {
  const lines = minutes.map(({ atMs, requests, cpuPercent, memoryPercent, tasks, latencyMs }) =>
    [new Date(atMs).toISOString(), ...[requests, cpuPercent, memoryPercent, tasks, latencyMs].map(cell)].join(
      ',',
    ),
  );
  return ['time,requests,cpu,memory,tasks,latency', ...lines, ''].join('\n');
}

function cell(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toFixed(digits)));
}
