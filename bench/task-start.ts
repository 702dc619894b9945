import { awsClients } from '../aws/clients.ts';
import { run } from '../local/processes/run.ts';
import { firstDeath } from '../testing/deployments/faults.ts';
import {
  onTopMs,
  type Replacement,
  replacementOf,
  type TaskStart,
} from '../testing/deployments/replacement.ts';
import { roll } from '../testing/deployments/roll.ts';
import { type ServiceClient, serviceClient } from '../testing/deployments/service-client.ts';
import { standIn, visitorPath } from '../testing/deployments/stand-in.ts';
import { startSteadyLoad } from '../testing/deployments/steady-load.ts';
import { runtimeIdOf } from '../testing/deployments/tasks.ts';
import type { BenchEnvironment } from './environment/bench-environment.ts';
import type { Figure, FigureContext } from './figure.ts';
import { atMost, type Measurement } from './result/measurement.ts';
import { median } from './result/percentile.ts';
import { secondsOf } from './stopwatch.ts';

const kills = 7;

/**
 * Tasks that are killed one after another, and what takes their places: a web server that says when it listened and
 * when it was first visited, so that its own start can be told from what comes on top of it. Both are compared with
 * `docker run` of a command that does nothing, in the same image and in turns with the kills. The web server is left in
 * the store's place.
 */
export const taskStart: Figure = {
  name: 'task-start',
  about: 'Replacement of a killed task, and the start of what replaces it',
  measure: async (context) => compared(await replacements(await context.environment(), context)),
};

/** One turn: a task that was replaced, and a container that did nothing. */
interface Turn {
  readonly replacement: Replacement;
  readonly dockerRunMs: number;
}

async function replacements(store: BenchEnvironment, context: FigureContext): Promise<readonly Turn[]> {
  const { awsEndpointUrl: endpoint, loadBalancerUrl } = store.running.endpoints;
  const clients = awsClients({ environment: 'local', endpoint, region: 'ap-southeast-1' });
  const service = await serviceClient(clients, 'spree-local-cluster', 'spree-local-web');
  context.step.note('releasing the server that is killed');
  await roll(service, { container: standIn('good'), size: { cpu: '256', memory: '512' } });
  const visitors = startSteadyLoad({
    url: `${loadBalancerUrl}${visitorPath}`,
    perSecond: 50,
    longestMs: 240_000,
  });
  try {
    return await killOneByOne(store, service, context);
  } finally {
    await visitors.stop();
  }
}

async function killOneByOne(
  { engine, identity, running }: BenchEnvironment,
  service: ServiceClient,
  { step, signal }: FigureContext,
): Promise<readonly Turn[]> {
  const { loadBalancerUrl } = running.endpoints;
  const found: Turn[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    signal.throwIfAborted();
    step.note(`kill ${kill} of ${kills}`);
    const tasks = await service.tasks();
    const death = firstDeath(engine, identity.name, tasks);
    const container = runtimeIdOf(tasks[0]);
    const image = (await engine.inspectContainer(container))?.image ?? '';
    await engine.killContainer(container, 'SIGKILL');
    const replacement = await replacementOf(await death, { service, engine, loadBalancerUrl });
    found.push({ replacement, dockerRunMs: await dockerRunMs(image, signal) });
  }
  return found;
}

async function dockerRunMs(image: string, signal: AbortSignal): Promise<number> {
  const args = ['run', '--rm', '--network', 'none', '--entrypoint', 'true', image];
  return (await secondsOf(() => run('docker', args, { signal }))) * 1000;
}

function compared(turns: readonly Turn[]): readonly Measurement[] {
  const found = turns.map(({ replacement }) => replacement);
  const after = found.map(({ afterMs }) => afterMs);
  const onTop = found.map(({ start }) => onTopMs(start));
  const empty = median(turns.map((turn) => turn.dockerRunMs));
  const reference = `against ${empty.toFixed(0)} ms`;
  return [
    {
      what: 'time to replace a killed task, against `docker run` of an empty command',
      value: median(after) / empty,
      unit: 'times',
      limit: atMost(0.5),
      detail: `median of ${after.join(', ')} ms, ${reference}`,
    },
    {
      what: "time from the start of a task until its target gets requests, beyond the container's own startup, against the same",
      value: median(onTop) / empty,
      unit: 'times',
      limit: atMost(3),
      detail: `median of ${onTop.join(', ')} ms, ${reference}; ${inParts(found)}`,
    },
  ];
}

function inParts(found: readonly Replacement[]): string {
  const middle = (part: keyof TaskStart) => median(found.map(({ start }) => start[part]));
  return `its container runs after ${middle('runsMs')} ms and needs ${middle('ownReadinessMs')} ms, its target is visited after ${middle('visitedMs')} ms`;
}
