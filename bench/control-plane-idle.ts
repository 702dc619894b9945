import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure/failure.ts';
import type { ContainerStats, Engine } from '../local/docker/engine.ts';
import { serverContainers } from '../local/lifecycle/servers/start-servers.ts';
import { run } from '../local/processes/run.ts';
import type { Figure } from './figure.ts';
import { atMost } from './result/measurement.ts';
import { median } from './result/percentile.ts';

const settleMs = 20_000;
const windowMs = 30_000;
const bytesPerMiB = 1024 * 1024;
const starts = 7;

/**
 * The control plane while the store runs without visitors; health checks, logs and metrics continue. Memory
 * and CPU are those of its container as the engine accounts them, its health check included; the CPU is
 * compared with what it takes to start Node with nothing to do.
 */
export const controlPlaneIdle: Figure = {
  name: 'idle',
  about: 'The control plane, idle',
  measure: async ({ environment, step, signal }) => {
    const { engine, identity } = await environment();
    const id = (await serverContainers(engine, identity)).get('control-plane')?.id ?? 'control-plane';
    step.note('waiting until it is idle');
    await sleep(settleMs, undefined, { signal });
    const before = await statsOf(engine, id);
    step.note(`measuring for ${windowMs / 1000} s`);
    await sleep(windowMs, undefined, { signal });
    const after = await statsOf(engine, id);
    const nodeSeconds = await cpuSecondsOfNode();
    return [
      {
        what: 'control plane, idle: memory',
        value: Math.max(before.memoryBytes, after.memoryBytes) / bytesPerMiB,
        unit: 'MiB',
        limit: atMost(150),
        detail: `of the container; the process's resident set is ${await residentMiB(engine, id)} MiB, pages of the Node binary included`,
      },
      {
        what: 'control plane, idle: CPU time of a minute, against that of `node -e 0`',
        value: (cpuShare(before, after) * 60) / nodeSeconds,
        unit: 'times',
        limit: atMost(45),
        detail: `${(cpuShare(before, after) * 100).toFixed(2)} % of a core over ${windowMs / 1000} s, against ${nodeSeconds.toFixed(3)} s`,
      },
    ];
  },
};

async function statsOf(engine: Engine, id: string): Promise<ContainerStats> {
  const stats = await engine.stats(id);
  if (stats !== undefined) return stats;
  throw new Failure('CONTROL_PLANE_DOWN', 'The control plane is not running', {
    hint: 'To see why it stopped: npx -y pnpm@12 local:logs control-plane',
  });
}

function cpuShare(before: ContainerStats, after: ContainerStats): number {
  const wallNanoseconds = (after.at.getTime() - before.at.getTime()) * 1e6;
  return (after.cpuNanoseconds - before.cpuNanoseconds) / wallNanoseconds;
}

/** The container has one process, whose id in it is 1. */
async function residentMiB(engine: Engine, id: string): Promise<number> {
  const { stdout } = await engine.exec(id, ['cat', '/proc/1/status']);
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(stdout)?.[1];
  if (kibibytes === undefined)
    throw new Failure('NO_MEMORY_FIGURE', `/proc/1/status has no VmRSS: ${stdout}`);
  return Math.round(Number(kibibytes) / 1024);
}

/** CPU seconds of a Node process that only says how much it has used. */
async function cpuSecondsOfNode(): Promise<number> {
  const used = 'const { user, system } = process.cpuUsage(); console.log((user + system) / 1e6)';
  const seconds: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    seconds.push(Number((await run(process.execPath, ['--eval', used])).stdout));
  }
  return median(seconds);
}
