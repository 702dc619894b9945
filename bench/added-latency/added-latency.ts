import { readFile } from 'node:fs/promises';
import { Failure } from '../../failure/failure.ts';
import { environmentStatus } from '../../local/lifecycle/commands/environment-status.ts';
import type { BenchEnvironment } from '../environment/bench-environment.ts';
import type { Figure, FigureContext } from '../figure.ts';
import { atMost, type Measurement } from '../result/measurement.ts';
import { median, percentile } from '../result/percentile.ts';
import { inTurns, type Round, timesAsLong } from './in-turns.ts';
import { type Visitor, visitorOf } from './visitor.ts';

const rounds = 5;
const turns = 6;
const load = { requestsPerSecond: 50, durationMs: 1_000 };

/**
 * How much longer an answer of the store takes through edge and load balancer, over TLS: requests go straight to the tasks and through the
 * edge in turns of a second, so that what disturbs the machine disturbs both. Of several rounds the middle one counts.
 */
export const addedLatency: Figure = {
  name: 'latency',
  about: `/up through edge and load balancer at ${load.requestsPerSecond} req/s`,
  measure: async (context) => {
    const { running, ...store } = await context.environment();
    const ca = await readFile(running.endpoints.certificateAuthority);
    const tasks = (await taskUrls(store)).map((url) => visitorOf(`${url}/up`));
    const edge = visitorOf(`${running.endpoints.storefrontUrl}/up`, ca);
    try {
      return compared(await takeTurns(context, tasks, edge));
    } finally {
      for (const visitor of [...tasks, edge]) visitor.close();
    }
  },
};

async function takeTurns(
  { step, signal }: FigureContext,
  tasks: readonly Visitor[],
  edge: Visitor,
): Promise<readonly Round[]> {
  const ways = {
    direct: async (index: number) => await tasks[index % tasks.length]?.get(),
    throughEdge: edge.get,
  };
  // Connections, and what a server prepares at its first requests, are there before the clock runs.
  await inTurns({ ...load, signal }, 1, ways);
  const found: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    step.note(`round ${round} of ${rounds}`);
    found.push(await inTurns({ ...load, signal }, turns, ways));
  }
  return found;
}

function compared(found: readonly Round[]): readonly Measurement[] {
  return [throughEdge(found, 'median', 0.5, 2), throughEdge(found, 'p99', 0.99, 3)];
}

function throughEdge(found: readonly Round[], name: string, share: number, limitTimes: number): Measurement {
  const edge = found.map((round) => percentile(round.throughEdge, share));
  const direct = found.map((round) => percentile(round.direct, share));
  return {
    what: `\`/up\` through edge and load balancer at ${load.requestsPerSecond} req/s, against the task directly: ${name}`,
    value: median(found.map((round) => timesAsLong(round, share))),
    unit: 'times',
    limit: atMost(limitTimes),
    detail: `rounds of ${inMilliseconds(edge)} against ${inMilliseconds(direct)}; ${found[0]?.direct.length} requests each`,
  };
}

function inMilliseconds(values: readonly number[]): string {
  return `${values.map((value) => value.toFixed(2)).join(', ')} ms`;
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
