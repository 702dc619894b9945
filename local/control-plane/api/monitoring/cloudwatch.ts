import type { AlarmsState } from '../../../cloudwatch/alarms/alarms-state.ts';
import type { MetricReader } from '../../../cloudwatch/metrics/metric-reader.ts';
import type { MetricSink } from '../../../cloudwatch/metrics/metric-sink.ts';
import type { MetricStore } from '../../../cloudwatch/metrics/metric-store.ts';

/** What CloudWatch's API needs of the process around it. */
export interface CloudWatch {
  readonly metrics: MetricReader & MetricSink & Pick<MetricStore, 'units'>;
  alarms(): AlarmsState;
  /** Ends once the new alarms are on disk; an error of the change changes nothing and is raised as it is. */
  changeAlarms(change: (alarms: AlarmsState, nowMs: number) => AlarmsState): Promise<void>;
  /** By how much periods are shortened: 1 normally. */
  readonly timeScale: number;
  /** Milliseconds since the epoch. */
  nowMs(): number;
}
