import { awsClients } from '../../aws/clients.ts';
import { Failure } from '../../failure/failure.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { Engine } from '../../local/docker/engine.ts';
import { serverContainers } from '../../local/lifecycle/servers/start-servers.ts';
import { roll } from '../../testing/deployments/roll.ts';
import { serviceClient } from '../../testing/deployments/service-client.ts';
import { standIn } from '../../testing/deployments/stand-in.ts';
import { eventually } from '../../testing/eventually.ts';
import type { BenchEnvironment } from '../environment/bench-environment.ts';
import type { Figure } from '../figure.ts';
import { atMost } from '../result/measurement.ts';
import { type Cost, costSchema, shareOfCore } from './cost.ts';

const tasks = 20;
const cluster = 'spree-local-cluster';
const web = 'spree-local-web';
const program = '/workspace/bench/metrics-cost/collecting-process.ts';

/**
 * What metrics cost the control plane when 20 tasks run, without visitors: two processes in its container at the same
 * time, of which one collects and keeps metrics. Web servers of a few lines are left in the store's place.
 */
export const metricsCost: Figure = {
  name: 'metrics',
  about: `Metrics of ${tasks} tasks`,
  measure: async ({ environment, step, signal }) => {
    const store = await environment();
    step.note(`starting ${tasks} tasks`);
    await startTasks(store);
    const { engine, identity } = store;
    const id = (await serverContainers(engine, identity)).get('control-plane')?.id ?? 'control-plane';
    step.note('measuring for two minutes');
    const [on, off] = await Promise.all([
      costOf(engine, id, 'on', signal),
      costOf(engine, id, 'off', signal),
    ]);
    if (on.tasks !== tasks) throw new Failure('OTHER_TASKS', `Metrics came of ${on.tasks} tasks`);
    return [
      {
        what: `metrics of ${tasks} tasks: CPU`,
        value: (shareOfCore(on) - shareOfCore(off)) * 100,
        unit: '% of a core',
        limit: atMost(3),
        detail: `${on.cpuSeconds.toFixed(2)} s in ${on.wallSeconds.toFixed(0)} s, against ${off.cpuSeconds.toFixed(2)} s without`,
      },
      {
        what: 'the same: memory',
        value: on.residentMiB - off.residentMiB,
        unit: 'MiB',
        limit: atMost(40),
        detail: resident(on.residentMiB, off.residentMiB),
      },
      {
        what: `the same: memory, with a day of ${on.metrics} metrics`,
        value: on.residentAfterDayMiB - off.residentAfterDayMiB,
        unit: 'MiB',
        limit: atMost(40),
        detail: resident(on.residentAfterDayMiB, off.residentAfterDayMiB),
      },
    ];
  },
};

/** The worker keeps its one task; bounds that leave no choice keep policies from changing the others. */
async function startTasks({ running }: BenchEnvironment): Promise<void> {
  const endpoint = running.endpoints.awsEndpointUrl;
  const clients = awsClients({ environment: 'local', endpoint, region: 'ap-southeast-1' });
  const [service, scaling] = await Promise.all([
    serviceClient(clients, cluster, web),
    clients.applicationAutoScaling(),
  ]);
  await roll(service, { container: standIn('good'), size: { cpu: '256', memory: '512' } });
  await scaling.registerScalableTarget({
    ServiceNamespace: 'ecs',
    ResourceId: `service/${cluster}/${web}`,
    ScalableDimension: 'ecs:service:DesiredCount',
    ...{ MinCapacity: tasks - 1, MaxCapacity: tasks - 1 },
  });
  await eventually(`${tasks - 1} tasks`, async () => (await service.tasks()).length === tasks - 1);
  await service.untilStable();
}

function resident(onMiB: number, offMiB: number): string {
  return `resident set of ${onMiB.toFixed(0)} MiB, against ${offMiB.toFixed(0)} MiB without`;
}

async function costOf(engine: Engine, id: string, mode: 'on' | 'off', signal: AbortSignal): Promise<Cost> {
  const { exitCode, stdout, stderr } = await engine.exec(id, ['node', program, mode], { signal });
  if (exitCode === 0) return costSchema.parse(parseJson(stdout));
  throw new Failure('NO_COST', `The process with metrics ${mode} ended with ${exitCode}:\n${stderr}`);
}
