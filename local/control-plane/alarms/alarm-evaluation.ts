import type { Clock } from '../../../time/clock.ts';
import type { TopicPublisher } from '../../aws/topic-publisher.ts';
import type { AlarmAction } from '../../cloudwatch/alarms/alarm-actions.ts';
import type { MetricReader } from '../../cloudwatch/metrics/metric-reader.ts';
import type { Log } from '../logger.ts';
import type { ReconcileLoop } from '../loop/reconcile-loop.ts';
import type { MailServer } from './mail-server.ts';

/** What the evaluation of alarms works with. */
export interface AlarmEvaluation {
  readonly loop: ReconcileLoop;
  readonly reader: MetricReader;
  readonly topics: TopicPublisher;
  readonly mail: MailServer;
  /** Told of all scaling actions of an evaluation at once, when its states are on disk. */
  readonly onScalingActions: (actions: readonly AlarmAction[]) => void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** 1, or how many times as fast the time of alarms runs. */
  readonly timeScale: number;
}

/** Locally, a metric is there so many milliseconds after its period. */
export function metricDeliveryMs(timeScale: number): number {
  return Math.max(1000, 5000 / timeScale);
}
