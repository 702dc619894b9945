import { alarmArns } from '../../cloudwatch/alarms/alarm-arn.ts';
import type { AlarmRecord } from '../../cloudwatch/alarms/alarms-state.ts';
import { evaluateAlarms } from '../../cloudwatch/alarms/evaluate-alarms.ts';
import { evaluationIntervalMs, evaluationIntervals } from '../../cloudwatch/alarms/evaluation-interval.ts';
import type { ReconcileLoop } from '../loop/reconcile-loop.ts';
import { type AlarmEvaluation, metricDeliveryMs } from './alarm-evaluation.ts';
import { type ActionCarrier, createActionCarrier } from './carry-out-actions.ts';

/**
 * Evaluates the alarms in time and carries out their actions, until `signal` aborts. It begins with the first turn of the
 * loop, which it does not start by itself. What was not observed while no process ran, or while the machine slept, counts
 * neither as data nor as missing data. A disk that is full holds actions back, but no evaluation.
 */
export async function evaluateInTime(options: AlarmEvaluation): Promise<void> {
  const { loop, clock, signal, timeScale } = options;
  const lasting: Lasting = { carrier: createActionCarrier(options), written: Promise.resolve() };
  const deliveryMs = metricDeliveryMs(timeScale);
  await firstTurn(loop, signal);
  let observedSinceMs = clock.now();
  const turnOf = (intervalMs: number) => Math.floor(((clock.now() - deliveryMs) * timeScale) / intervalMs);
  const evaluated = new Map(evaluationIntervals.map((intervalMs) => [intervalMs, turnOf(intervalMs)]));
  const [shortestMs, longestMs] = evaluationIntervals;
  while (!signal.aborted) {
    const nextMs = ((turnOf(shortestMs) + 1) * shortestMs) / timeScale + deliveryMs;
    await clock.sleep(Math.max(1, nextMs - clock.now()), signal);
    // The machine slept, or its clock was set.
    if (Math.abs(clock.now() - nextMs) > longestMs / timeScale) observedSinceMs = clock.now();
    const due = evaluationIntervals.filter((intervalMs) => evaluated.get(intervalMs) !== turnOf(intervalMs));
    for (const intervalMs of due) evaluated.set(intervalMs, turnOf(intervalMs));
    const which = (record: AlarmRecord) =>
      due.some((intervalMs) => intervalMs === evaluationIntervalMs(record));
    if (due.length > 0) void evaluate(options, lasting, { deliveryMs, observedSinceMs, which });
  }
}

/** What lasts from one evaluation to the next. */
interface Lasting {
  readonly carrier: ActionCarrier;
  /** The last change of the alarms, until it is on disk. */
  written: Promise<void>;
}

/** A change would start the loop, which is only started once its environment runs. */
function firstTurn(loop: ReconcileLoop, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    loop.onSettled(() => resolve());
    signal.addEventListener('abort', () => resolve());
  });
}

async function evaluate(
  { loop, reader, clock, signal, log, timeScale }: AlarmEvaluation,
  lasting: Lasting,
  at: {
    readonly deliveryMs: number;
    readonly observedSinceMs: number;
    readonly which: (record: AlarmRecord) => boolean;
  },
): Promise<void> {
  if (signal.aborted) return;
  try {
    const { alarms: before = {}, cluster } = loop.persisted();
    const time = { ...at, nowMs: clock.now(), timeScale };
    const { alarms, actions } = evaluateAlarms(before, reader, time, alarmArns(cluster));
    lasting.carrier.repeat(actions.filter(({ isRepeat }) => isRepeat));
    // Nobody changes the alarms in between: `transact` applies a change before it returns.
    if (alarms !== before)
      lasting.written = loop.transact((state) => ({ state: { ...state, alarms }, result: undefined }));
    await lasting.written;
    lasting.carrier.carryOut();
  } catch (error) {
    if (!signal.aborted) log.error('the alarms could not be evaluated', { error });
  }
}
