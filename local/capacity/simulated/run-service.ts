import { type MeasuredModel, modelOfRecord } from '../../scaling/simulation/model-of-record.ts';
import type { RecordedMinute } from '../../scaling/simulation/recorded-minute.ts';
import { type ReplayDifference, replayDifference } from '../../scaling/simulation/replay-difference.ts';
import { simulate } from '../../scaling/simulation/simulate.ts';
import {
  awsDelivery,
  type ScheduledBounds,
  type SimulatedMinute,
} from '../../scaling/simulation/simulation.ts';
import { type SimulationSummary, summarize } from '../../scaling/simulation/summary.ts';
import type { SimulatedService } from './simulated-service.ts';
import type { ThresholdSet } from './threshold-set.ts';
import { withThresholds } from './with-thresholds.ts';

/** A load on a service; recorded minutes may contain more than requests. */
export interface ServiceLoad {
  readonly startMs: number;
  readonly minutes: readonly RecordedMinute[];
  readonly scheduled: readonly ScheduledBounds[];
}

/** A simulated run of a service. */
export interface ServiceRun {
  readonly minutes: readonly SimulatedMinute[];
  readonly summary: SimulationSummary;
}

/** What became of a load by the definition as it is, by other thresholds, and in reality, as far as there is each. */
export interface ServiceResult {
  readonly service: SimulatedService;
  readonly load: ServiceLoad;
  readonly defined: ServiceRun;
  readonly other?: ServiceRun;
  readonly difference?: ReplayDifference;
}

/** Simulates a service as it is defined, and with other thresholds where there are some. */
export function runService(
  service: SimulatedService,
  load: ServiceLoad,
  other: ThresholdSet | undefined,
): ServiceResult {
  const defined = run(service, load);
  const difference = replayDifference(defined.minutes, load.minutes);
  return {
    ...{ service, load, defined },
    ...(other === undefined ? {} : { other: run(withThresholds(service, other), load) }),
    ...(difference === undefined ? {} : { difference }),
  };
}

function run(service: SimulatedService, { startMs, minutes, scheduled }: ServiceLoad): ServiceRun {
  const { model, minCapacity, maxCapacity, policies } = service;
  const simulated = simulate({
    ...{ model, minCapacity, maxCapacity, policies, startMs, scheduled },
    ...awsDelivery,
    requests: minutes.map(({ requests }) => requests),
    initialCapacity: initialCapacity(service, minutes),
  });
  return { minutes: simulated.minutes, summary: summarize(simulated, service.price) };
}

/** A replay begins with as many tasks as there were, as far as the bounds allow it. */
function initialCapacity(
  { minCapacity, maxCapacity }: SimulatedService,
  [first]: readonly RecordedMinute[],
): number {
  return Math.min(maxCapacity, Math.max(minCapacity, Math.round(first?.tasks ?? minCapacity)));
}

/** A service with the part of its model that was measured. */
export function withMeasured(
  service: SimulatedService,
  measured: MeasuredModel | undefined,
): SimulatedService {
  return measured === undefined ? service : { ...service, model: { ...service.model, ...measured } };
}

/** A service whose model is what its own minutes say, where they say anything. */
export function withModelOf(service: SimulatedService, minutes: readonly RecordedMinute[]): SimulatedService {
  return withMeasured(service, modelOfRecord(minutes, service.model.taskVcpu));
}
