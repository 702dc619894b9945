import type { Clock } from '../../../time/clock.ts';
import type { AlarmSource } from '../../aws/alarm-source.ts';
import type { Log } from '../logger.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import type { Fact } from '../model/fact.ts';
import { watchedAlarms } from './watched-alarms.ts';

export interface AlarmWatchOptions {
  readonly source: AlarmSource;
  readonly state: () => ClusterState;
  readonly observe: (fact: Fact) => void;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly everyMs: number;
}

/**
 * Tells which alarms are in ALARM, where a service has alarms that fail its deployments. Assumption: AWS does not
 * say how often ECS looks.
 */
export async function watchAlarms(options: AlarmWatchOptions): Promise<void> {
  while (!options.signal.aborted) {
    const names = watchedAlarms(options.state());
    if (names.length > 0) await look(names, options);
    await options.clock.sleep(options.everyMs, options.signal);
  }
}

async function look(names: readonly string[], options: AlarmWatchOptions): Promise<void> {
  try {
    options.observe({ type: 'alarms', inAlarm: await options.source.inAlarm(names) });
  } catch (error) {
    if (!options.signal.aborted) options.log.warn('the alarms could not be read', { error });
  }
}
