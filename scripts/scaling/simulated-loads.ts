import type { ScalableTarget } from '../../definition/model/scaling.ts';
import { Failure } from '../../failure/failure.ts';
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
  const { minutesOf, nothing } = await minutesBySource(source, context);
  const loaded = await Promise.all(
    chosen.map(async (service) => ({ service, minutes: await minutesOf(service) })),
  );
  const found = loaded.filter(({ minutes }) => minutes.length > 0);
  if (found.length === 0) throw nothing(chosen.map(({ name }) => name).join(', '));
  return await Promise.all(
    found.map(async ({ service, minutes }) => ({ service, load: await loadOf(service, minutes, context) })),
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

interface Minutes {
  readonly minutesOf: (service: SimulatedService) => Promise<readonly RecordedMinute[]>;
  /** What is wrong where none of the services has any. */
  readonly nothing: (names: string) => Failure;
}

async function minutesBySource(source: LoadSource, context: LoadContext): Promise<Minutes> {
  const midnightMs = Math.floor(context.nowMs / dayMs) * dayMs;
  switch (source.kind) {
    case 'shape':
      return {
        minutesOf: async (service) =>
          loadOfShape(service, source).map((requests, minute) => ({
            ...{ atMs: midnightMs + minute * minuteMs, requests },
          })),
        nothing: noService,
      };
    case 'history':
      return {
        minutesOf: async ({ name }) => completeMinutes(await context.history(name, source.days)),
        nothing: (names) => noHistory(names, source),
      };
    case 'file': {
      const text = await readGiven(source.option, source.file, fileHints[source.option]);
      const traces = parseTrace(text, source.file, midnightMs);
      return {
        minutesOf: async (service) => completeMinutes(traceOf(traces, service, context)),
        nothing: (names) => noMinuteInFile(names, source.option, traces),
      };
    }
  }
}

const fileHints = {
  trace: 'Name an existing file.',
  from: 'Name local, staging, production or an existing file.',
} as const;

function noService(): Failure {
  return new Failure('NOTHING_SCALED', 'The definition has no scaled service that receives requests', {
    hint: 'Name a scaled service, or give one a scalable target.',
  });
}

function noHistory(names: string, { days, environment }: Extract<LoadSource, { kind: 'history' }>): Failure {
  const time = days === 1 ? 'day' : `${days} days`;
  return new Failure(
    'NO_HISTORY',
    `CloudWatch has no data on ${names} for the last ${time} of ${environment}`,
    { hint: 'Replay more days with --days, or check the environment.' },
  );
}

function noMinuteInFile(names: string, option: string, traces: readonly ServiceTrace[]): Failure {
  return wrongUsage(
    'BAD_ARGUMENT',
    `The file of --${option} has no minutes of ${names}`,
    `It has minutes of: ${traces.map(({ service = 'a service without a name' }) => service).join(', ')}.`,
  );
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
