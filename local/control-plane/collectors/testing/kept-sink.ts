import type { MetricDatum } from '../../../cloudwatch/metrics/metric.ts';
import type { MetricSink } from '../../../cloudwatch/metrics/metric-sink.ts';

/** A sink with a disk: what is not written when the process ends is lost, together with its position. */
export function keptSink() {
  const disk = { data: [] as MetricDatum[], positions: new Map<string, string>() };
  const pending: { data: readonly MetricDatum[]; source?: string; position?: string }[] = [];
  const sink: MetricSink = {
    put: (data, progress) => void pending.push({ data, ...progress }),
    position: (source) => disk.positions.get(source),
  };
  return {
    sink,
    data: disk.data,
    /** Writes the first `count` of what was put, or all of it. */
    write: (count = pending.length) => {
      for (const { data, source, position } of pending.splice(0, count)) {
        disk.data.push(...data);
        if (source !== undefined && position !== undefined) disk.positions.set(source, position);
      }
    },
    /** The process ends. */
    crash: () => {
      pending.length = 0;
    },
    pending,
  };
}
