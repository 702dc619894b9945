import { readFile } from 'node:fs/promises';
import { Failure } from '../../local/failure/failure.ts';
import { environmentStatus } from '../../local/lifecycle/environment-status.ts';
import type { BenchEnvironment } from '../environment/bench-environment.ts';
import type { Figure, FigureContext } from '../figure.ts';
import { atMost, type Measurement } from '../result/measurement.ts';
import { percentile } from '../result/percentile.ts';
import { atConstantRate } from './constant-rate.ts';
import { type Visitor, visitorOf } from './visitor.ts';

const rounds = 6;
const load = { requestsPerSecond: 50, durationMs: 5_000 };

/**
 * What edge and load balancer add to an answer of the store. Short phases take turns, straight to the tasks and
 * through the edge with TLS, so that what disturbs the machine disturbs both; both share the same tasks evenly.
 */
export const addedLatency: Figure = {
  name: 'latency',
  about: 'Added by edge and load balancer on /up at 50 req/s',
  measure: async (context) => {
    const { running, ...store } = await context.environment();
    const tasks = (await taskUrls(store)).map((url) => visitorOf(`${url}/up`));
    const edge = visitorOf(
      `${running.doors.storefrontUrl}/up`,
      await readFile(running.doors.certificateAuthority),
    );
    try {
      return compared(await takeTurns(context, tasks, edge));
    } finally {
      for (const visitor of [...tasks, edge]) visitor.close();
    }
  },
};

interface Times {
  readonly direct: readonly number[];
  readonly throughEdge: readonly number[];
}

async function takeTurns(
  { step, signal }: FigureContext,
  tasks: readonly Visitor[],
  edge: Visitor,
): Promise<Times> {
  const direct: number[] = [];
  const throughEdge: number[] = [];
  const straight = async (index: number) => await tasks[index % tasks.length]?.get();
  // Connections, and what a server prepares at its first requests, are there before the clock runs.
  await atConstantRate({ ...load, durationMs: 1_000, signal }, straight);
  await atConstantRate({ ...load, durationMs: 1_000, signal }, edge.get);
  for (let round = 1; round <= rounds; round += 1) {
    step.note(`round ${round} of ${rounds}`);
    direct.push(...(await atConstantRate({ ...load, signal }, straight)));
    throughEdge.push(...(await atConstantRate({ ...load, signal }, edge.get)));
  }
  return { direct, throughEdge };
}

function compared({ direct, throughEdge }: Times): readonly Measurement[] {
  const added = (name: string, share: number, limitMs: number): Measurement => {
    const [edgeMs, directMs] = [percentile(throughEdge, share), percentile(direct, share)];
    return {
      what: `added by edge and load balancer on \`/up\` at ${load.requestsPerSecond} req/s: ${name}`,
      value: edgeMs - directMs,
      unit: 'ms',
      limit: atMost(limitMs),
      detail: `${edgeMs.toFixed(2)} ms against ${directMs.toFixed(2)} ms, ${direct.length} requests each`,
    };
  };
  return [added('median', 0.5, 1), added('p99', 0.99, 3)];
}

/** The addresses of the tasks that the load balancer sends to; the engine's networks are reachable on Linux only. */
async function taskUrls({
  engine,
  identity,
}: Pick<BenchEnvironment, 'engine' | 'identity'>): Promise<readonly string[]> {
  const { cluster } = await environmentStatus(engine, identity);
  const urls = (cluster?.tasks ?? []).flatMap(({ privateIp, targets }) =>
    targets.filter(({ state }) => state === 'healthy').map(({ port }) => `http://${privateIp}:${port}`),
  );
  if (urls.length > 0) return urls;
  throw new Failure('NOT_MEASURABLE', `No task of ${identity.name} is a healthy target`, {
    hint: 'See: npx -y pnpm@12 local:status',
  });
}
