import type { ScalableTarget } from '../../definition/model/scaling.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { isNamed } from '../../local/capacity/facts/service-facts.ts';
import { loadOfShape } from '../../local/capacity/simulated/load-of-shape.ts';
import type { ServiceLoad } from '../../local/capacity/simulated/run-service.ts';
import type { SimulatedService } from '../../local/capacity/simulated/simulated-service.ts';
import { completeMinutes } from '../../local/capacity/traces/complete-minutes.ts';
import { parseTrace, type ServiceTrace } from '../../local/capacity/traces/parse-trace.ts';
import type { RecordedMinute } from '../../local/scaling/simulation/recorded-minute.ts';
import { readGiven } from './scaling-options.ts';
import type { LoadSource } from './simulate-options.ts';

/** A service that is to be simulated, and its load. */
export interface LoadedService {
  readonly service: SimulatedService;
  readonly load: ServiceLoad;
}

/** What loads are made of. */
export interface LoadContext {
  readonly services: readonly SimulatedService[];
  /** Names of the requested services; if empty, all that the source has. */
  readonly names: readonly string[];
  readonly scalableTargets: readonly ScalableTarget[];
  readonly nowMs: number;
  /** Reads the minutes of a service from CloudWatch. */
  readonly history: (service: string, days: number) => Promise<readonly RecordedMinute[]>;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The services to simulate, each with its load. Raises `BAD_ARGUMENT` for a name that no service has. */
export async function loadedServices(
  source: LoadSource,
  context: LoadContext,
): Promise<readonly LoadedService[]> {
  const chosen = chooseServices(context, source.kind === 'file');
  const minutesOf = await minutesBySource(source, context);
  const loaded = await Promise.all(
    chosen.map(async (service) => ({ service, minutes: await minutesOf(service) })),
  );
  return await Promise.all(
    loaded
      .filter(({ minutes }) => minutes.length > 0)
      .map(async ({ service, minutes }) => ({ service, load: await loadOf(service, minutes, context) })),
  );
}

/** A named shape is one of requests: without a name it is for services that get some. */
function chooseServices({ services, names }: LoadContext, ofFile: boolean): readonly SimulatedService[] {
  const unknown = names.find((name) => !services.some((service) => isNamed(service.name, name)));
  if (unknown !== undefined) {
    throw wrongUsage(
      'BAD_ARGUMENT',
      `No scaled service is called '${unknown}'`,
      `Scaled services: ${services.map(({ name }) => name).join(', ') || 'none'}.`,
    );
  }
  if (names.length > 0) return services.filter(({ name }) => names.some((each) => isNamed(name, each)));
  return ofFile ? services : services.filter(({ model }) => model.excess !== 'waits');
}

type MinutesOf = (service: SimulatedService) => Promise<readonly RecordedMinute[]>;

async function minutesBySource(source: LoadSource, context: LoadContext): Promise<MinutesOf> {
  const midnightMs = Math.floor(context.nowMs / dayMs) * dayMs;
  switch (source.kind) {
    case 'shape':
      return async (service) =>
        loadOfShape(service, source).map((requests, minute) => ({
          ...{ atMs: midnightMs + minute * minuteMs, requests },
        }));
    case 'history':
      return async ({ name }) => completeMinutes(await context.history(name, source.days));
    case 'file': {
      const text = await readGiven(source.option, source.file);
      const traces = parseTrace(text, source.file, midnightMs);
      return async (service) => completeMinutes(traceOf(traces, service, context));
    }
  }
}

/** A file without the column `service` is for the first one that gets requests, or for the one that was named. */
function traceOf(
  traces: readonly ServiceTrace[],
  service: SimulatedService,
  context: LoadContext,
): readonly RecordedMinute[] {
  const [only] = traces;
  if (only !== undefined && only.service === undefined) {
    const [first] = context.names.length > 0 ? chooseServices(context, true) : chooseServices(context, false);
    return first?.name === service.name ? only.minutes : [];
  }
  return traces.find(({ service: name = '' }) => isNamed(service.name, name))?.minutes ?? [];
}

async function loadOf(
  service: SimulatedService,
  minutes: readonly RecordedMinute[],
  { scalableTargets }: LoadContext,
): Promise<ServiceLoad> {
  const startMs = minutes[0]?.atMs ?? 0;
  const endMs = startMs + minutes.length * minuteMs;
  const target = scalableTargets.find(({ resourceId }) => resourceId.endsWith(`/${service.name}`));
  return {
    ...{ startMs, minutes },
    scheduled: target === undefined ? [] : await scheduledOf(target, { startMs, endMs }),
  };
}

/** The arithmetic of clocks is loaded for a target that has a schedule only. */
async function scheduledOf(
  target: ScalableTarget,
  range: { readonly startMs: number; readonly endMs: number },
): Promise<ServiceLoad['scheduled']> {
  if (target.scheduledActions.length === 0) return [];
  const { scheduledBounds } = await import('../../local/capacity/simulated/scheduled-bounds.ts');
  return scheduledBounds(target, range);
}
