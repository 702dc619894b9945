import type { AlarmAction } from '../../../cloudwatch/alarms/alarm-actions.ts';
import type { AlarmsState } from '../../../cloudwatch/alarms/alarms-state.ts';
import type { MetricReader } from '../../../cloudwatch/metrics/metric-reader.ts';
import { jsonLog } from '../../logger.ts';
import { createReconcileLoop } from '../../loop/reconcile-loop.ts';
import { emptyCluster } from '../../scheduler/initial-state.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { evaluateInTime } from '../evaluation-loop.ts';
import type { Mail } from '../mail-server.ts';
import { manualClock } from './manual-clock.ts';

const place = { clusterName: 'c', region: 'ap-southeast-1', accountId: '000000000000' };

export interface StageOptions {
  readonly alarms: AlarmsState;
  readonly reader: MetricReader;
  readonly startMs: number;
  readonly timeScale?: number;
  /** What becomes of a notification; it succeeds otherwise. */
  readonly publish?: () => Promise<void>;
  readonly save?: () => Promise<void>;
  /** Who has subscribed to all topics by mail; nobody otherwise. */
  readonly subscribers?: readonly string[];
  /** What becomes of a mail; it is sent otherwise. */
  readonly send?: () => Promise<void>;
}

/** The evaluation of alarms on a real loop whose disk is in memory. */
export function alarmStage(options: StageOptions) {
  const { alarms, reader, startMs, timeScale = 1 } = options;
  const clock = manualClock(startMs);
  const stop = new AbortController();
  const logged: string[] = [];
  const log = jsonLog((line) => logged.push(line), clock.now);
  const saved: PersistedState[] = [];
  const published: { readonly topicArn: string; readonly subject: string; readonly message: string }[] = [];
  const mailed: Mail[] = [];
  const scaled: (readonly AlarmAction[])[] = [];
  const loop = createReconcileLoop({
    initial: { cluster: emptyCluster(place), alarms },
    scheduler: {
      observe: (state) => state,
      plan: (state) => ({ state, effects: [] }),
      recover: (state) => ({ state, effects: [] }),
    },
    save: async (state) => {
      await options.save?.();
      saved.push(state);
    },
    ...{ clock, log, signal: stop.signal },
  });
  const running = evaluateInTime({
    ...{ loop, reader, clock, log, signal: stop.signal, timeScale },
    topics: {
      publish: async (topicArn, notification) => {
        published.push({ topicArn, ...notification });
        await options.publish?.();
      },
      mailSubscribers: async () => options.subscribers ?? [],
    },
    mail: {
      send: async (sent) => {
        await options.send?.();
        mailed.push(sent);
      },
    },
    onScalingActions: (actions) => scaled.push(actions),
  });
  return {
    ...{ loop, clock, saved, published, mailed, scaled, logged },
    onDisk: () => saved.at(-1)?.alarms ?? {},
    end: async () => {
      stop.abort();
      await running;
    },
  };
}
