import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import { withMeasured } from '../../local/capacity/simulated/run-service.ts';
import type { SimulatedService } from '../../local/capacity/simulated/simulated-service.ts';
import { type MeasuredModel, modelOfRecord } from '../../local/scaling/simulation/model-of-record.ts';
import { readServiceHistory } from '../../operations/service-history.ts';
import type { Target } from '../../operations/target.ts';
import { readProvisionSeconds } from '../../operations/task-boots.ts';

/** What was measured of a service while it ran. */
export interface MeasuredService {
  readonly name: string;
  readonly model: MeasuredModel;
  /** From the creation of a task until its containers had started; undefined where no task runs. */
  readonly provisionSeconds: number | undefined;
}

/** How far back is looked. */
const measuredMinutes = 30;

/**
 * Measures services by the last half hour of their own metrics: what a request costs, how long it takes, and what memory a
 * task holds. Raises `NOTHING_MEASURED` where a service had no requests.
 */
export async function measureServices(
  target: Target,
  cluster: string,
  services: readonly SimulatedService[],
  nowMs: number,
): Promise<readonly MeasuredService[]> {
  return await Promise.all(services.map((service) => measureService(target, cluster, service, nowMs)));
}

async function measureService(
  target: Target,
  cluster: string,
  { name, model }: SimulatedService,
  nowMs: number,
): Promise<MeasuredService> {
  const range = { fromMs: nowMs - measuredMinutes * 60_000, toMs: nowMs };
  const service = { cluster, service: name };
  const [minutes, provision] = await Promise.all([
    readServiceHistory(target, service, range),
    readProvisionSeconds(target, service),
  ]);
  const measured = modelOfRecord(minutes, model.taskVcpu);
  if (measured === undefined) throw nothingMeasured(name, target.environment);
  return { name, model: measured, provisionSeconds: middle(provision) };
}

function nothingMeasured(name: string, environment: string): Failure {
  return new Failure(
    'NOTHING_MEASURED',
    `${name} had no minute with both requests and CPU data in the last ${measuredMinutes} minutes`,
    {
      hint:
        environment === 'local'
          ? `Send it requests for a few minutes, then measure again. To see whether it runs: ${command('local:status')}`
          : 'Measure while it receives requests, or replay its history with --from.',
    },
  );
}

/** What was measured of a service, and what a simulation takes from elsewhere, in words. */
export function measuredSentence(service: SimulatedService, { model: measured }: MeasuredService): string {
  const { cpuSecondsPerRequest, latencyMs, memoryPercent, bootSeconds } = withMeasured(
    service,
    measured,
  ).model;
  const figures = [
    [`${cpuSecondsPerRequest.toFixed(3)} CPU seconds per request`, true],
    [`${Math.round(latencyMs)} ms of latency`, measured.latencyMs !== undefined],
    [`${Math.round(memoryPercent)} % of a task’s memory`, measured.memoryPercent !== undefined],
    [`${Math.round(bootSeconds)} s until a new task answers`, false],
  ] as const;
  const those = (isMeasured: boolean) =>
    figures.flatMap(([words, was]) => (was === isMeasured ? [words] : [])).join(', ');
  return `${service.name}: measured ${those(true)}; by --fact or assumed ${those(false)}`;
}

/** Services with what was measured of them. Locally tasks start sooner than on Fargate, whose time stays as it is. */
export function asMeasured(
  services: readonly SimulatedService[],
  measured: readonly MeasuredService[],
): readonly SimulatedService[] {
  return services.map((service) =>
    withMeasured(service, measured.find(({ name }) => name === service.name)?.model),
  );
}

function middle(values: readonly number[]): number | undefined {
  return values.toSorted((left, right) => left - right)[Math.floor((values.length - 1) / 2)];
}
