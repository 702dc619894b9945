import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type BucketFolder, bucketFolder } from '../../aws/shared-objects.ts';
import type { Target } from '../../operations/target.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import type { K6 } from '../k6/k6-version.ts';
import type { Programs } from './bundle.ts';
import { ecsWorkerTasks } from './ecs-worker-tasks.ts';
import { type Orders, sharedFiles } from './shared-files.ts';
import { binariesPrefix, fileNames } from './shared-folder.ts';
import { type Fleet, startFleet } from './worker-fleet.ts';
import { readWorkerLaunch } from './worker-launch.ts';
import type { WorkerTasks } from './worker-tasks.ts';

/** Workers that are to be started in an environment. */
export interface WorkersToOpen {
  readonly target: Target;
  readonly count: number;
  /** The binary that runs in their tasks, as a file of this machine. */
  readonly k6: K6;
  /** What they have to do, but for what follows from the above. */
  readonly orders: Omit<Orders, 'count' | 'k6' | 'startWithinMs'>;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
  readonly clock?: Clock;
}

/** Workers that wait for the start, and by what one speaks to them. */
export interface OpenWorkers {
  readonly fleet: Fleet;
  readonly tasks: WorkerTasks;
  readonly shared: BucketFolder;
  readonly pollMs: number;
}

/** A task on AWS takes about a minute to start, mostly for its image. */
const readyWithinMs = 300_000;
/** Tasks get their program when they start. */
const programSeconds = 900;
const pollMs = 1_000;

/**
 * Leaves in the environment's bucket what workers need, starts them, and waits until they are ready. Raises
 * `WORKERS_NOT_DEFINED` and `WORKER_NOT_STARTED`; no task is left then.
 */
export async function openWorkers(toOpen: WorkersToOpen): Promise<OpenWorkers> {
  const { target, count, k6, signal, note, clock = systemClock } = toOpen;
  const launch = await readWorkerLaunch(target);
  const s3 = await target.clients.s3();
  const prefix = `runs/${new Date(clock.now()).toISOString()}-${randomUUID()}/`;
  const shared = bucketFolder(s3, launch.bucket, prefix);
  note('giving the workers what they need');
  const file = await leaveK6(k6, bucketFolder(s3, launch.bucket, binariesPrefix));
  await leavePrograms(shared);
  await sharedFiles.orders.write(shared, fileNames.orders, {
    ...toOpen.orders,
    ...{ count, k6: { file, version: k6.version }, startWithinMs: 2 * readyWithinMs },
  });
  signal.throwIfAborted();
  const programAddress = await shared.address(fileNames.program, programSeconds);
  const tasks = await ecsWorkerTasks(target, launch, { prefix, programAddress });
  const fleet = await startFleet({ count, tasks, shared, clock, signal, readyWithinMs, pollMs, note });
  return { fleet, tasks, shared, pollMs };
}

/** Once for all runs: its name is that of its content. */
async function leaveK6({ path, version }: K6, binaries: BucketFolder): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const name = `${version}-${hash.digest('hex')}`;
  if (!(await binaries.has(name))) await binaries.put(name, await readFile(path));
  return name;
}

async function leavePrograms(shared: BucketFolder): Promise<void> {
  // The bundler takes its time to load, and most load tests do without.
  const { bundlePrograms } = await import('./bundle.ts');
  const { worker, journeys }: Programs = await bundlePrograms();
  await Promise.all([
    shared.put(fileNames.program, Buffer.from(worker)),
    shared.put(fileNames.journeys, Buffer.from(journeys)),
  ]);
}
