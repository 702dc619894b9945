import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { say } from '../deployments/say.ts';
import { eventually } from '../eventually.ts';
import { type Ending, readEnding } from './ending.ts';
import type { FaultEnvironment } from './fault-environment.ts';
import type { PlannedKill } from './fault-plan.ts';
import type { Kill, Visit } from './fault-report.ts';
import { kill, startedAgainAfterMs } from './kill.ts';
import { isServer } from './parts.ts';
import { deployAnew, deploymentStatuses } from './services.ts';
import { startVisitors, type Visitors } from './visitors.ts';
import { whatLacks } from './wholeness.ts';

/** What was done, and what came of it. */
export interface FaultRun {
  readonly kills: readonly Kill[];
  readonly visits: readonly Visit[];
  readonly orders: number;
  /** How often the environment was looked at after rollouts in which parts were killed, and was as it should be. */
  readonly endings: number;
  /** Why it broke off: the environment did not get well again, or rollouts ended in another way than the first. */
  readonly fault?: unknown;
}

const longestMs = 6 * 3_600_000;
const settledWithinMs = 120_000;
/** After so many the environment is looked at, for which the kills have to pause. */
const killsBetweenLooks = 6;

/**
 * Rolls the services out one time after the other while visitors come, the first time undisturbed, and kills parts
 * meanwhile as planned.
 */
export async function runFaults(
  environment: FaultEnvironment,
  planned: readonly PlannedKill[],
  isTimeUp: () => boolean = () => false,
): Promise<FaultRun> {
  const visitors = await startVisitors(environment, longestMs);
  const kills: Kill[] = [];
  let endings = 0;
  let fault: unknown;
  try {
    const expected = await rollOut({ environment, visitors, kills, left: [] });
    const left = [...planned];
    while (left.length > 0 && !isTimeUp()) {
      await rollOut({ environment, visitors, kills, left, expected });
      endings += 1;
    }
  } catch (error) {
    fault = error;
  }
  await visitors.stop();
  return { kills, visits: visitors.visits(), orders: visitors.orders.length, endings, fault };
}

interface Rollout {
  readonly environment: FaultEnvironment;
  readonly visitors: Visitors;
  /** Those that were done; this rollout's are added. */
  readonly kills: Kill[];
  /** Those that are to come; this rollout's are taken away. */
  readonly left: PlannedKill[];
  readonly expected?: Ending;
}

async function rollOut({ environment, visitors, kills, left, expected }: Rollout): Promise<Ending> {
  const ordersBefore = visitors.orders.length;
  let rollout = await startRollout(environment);
  const deployments = [...rollout.deployments];
  const mine: string[] = [];
  for (let next = left[0]; next !== undefined && mine.length < killsBetweenLooks; next = left[0]) {
    if (await passed(next.pauseMs, rollout.isOver)) {
      rollout = await startRollout(environment);
      deployments.push(...rollout.deployments);
      continue;
    }
    left.shift();
    kills.push(await killAndWait({ environment, visitors, startedAt: rollout.startedAt }, next));
    mine.push(next.part);
  }
  await eventually('the end of the rollout', rollout.isOver, settledWithinMs);
  const orders = visitors.orders.slice(ordersBefore);
  return await endingLike(environment, { deployments, orders }, expected, mine);
}

/** Deploys all services anew. */
async function startRollout({ clients }: FaultEnvironment) {
  const startedAt = Date.now();
  const deployments = await deployAnew(clients);
  const areOver = async () =>
    (await deploymentStatuses(clients, deployments)).every((status) => !/PENDING|IN_PROGRESS/.test(status));
  return { startedAt, deployments, isOver: () => areOver().catch(() => false) };
}

/** Waits, and tells early if the rollout is over. */
async function passed(pauseMs: number, isOver: () => Promise<boolean>): Promise<boolean> {
  const until = Date.now() + pauseMs;
  for (;;) {
    if (await isOver()) return true;
    const leftMs = until - Date.now();
    if (leftMs <= 0) return false;
    await delay(Math.min(leftMs, 250));
  }
}

async function killAndWait(
  {
    environment,
    visitors,
    startedAt,
  }: Pick<Rollout, 'environment' | 'visitors'> & { readonly startedAt: number },
  planned: PlannedKill,
): Promise<Kill> {
  await untilWhole(environment, visitors, 'nothing more');
  const killedAt = await kill(environment, planned);
  // So long nothing has to show yet.
  await delay(500);
  const waitedFor = await untilWhole(environment, visitors, planned.part);
  const wholeAfterMs = Date.now() - killedAt;
  const { part } = planned;
  const again = isServer(part) ? { startedAgainAfterMs: await startedAgainAfterMs(environment, part) } : {};
  const done = { part, killedAt, intoRolloutMs: killedAt - startedAt, wholeAfterMs, waitedFor, ...again };
  say(JSON.stringify(done));
  return done;
}

/** Gives what it waited for at last. */
async function untilWhole(environment: FaultEnvironment, visitors: Visitors, part: string): Promise<string> {
  let waitedFor = '';
  const isWhole = async () => {
    const lacking = await whatLacks(environment, visitors);
    waitedFor = lacking ?? waitedFor;
    return lacking === undefined;
  };
  await eventually(`what was there before ${part} was killed`, isWhole, settledWithinMs).catch(
    (error: unknown) => {
      throw new Error(`After ${part} was killed there lacks ${waitedFor}`, { cause: error });
    },
  );
  return waitedFor;
}

/** Waits until the environment is as it was after the first rollout: tasks of before may be stopping still. */
async function endingLike(
  environment: FaultEnvironment,
  about: Parameters<typeof readEnding>[1],
  expected: Ending | undefined,
  killed: readonly string[],
): Promise<Ending> {
  let ending: Ending | undefined;
  const isSettled = async () => {
    ending = await readEnding(environment, about).catch(() => undefined);
    return (
      ending !== undefined && (expected === undefined ? isQuiet(ending) : isDeepStrictEqual(ending, expected))
    );
  };
  await eventually('the ending', isSettled, settledWithinMs).catch((error: unknown) => {
    throw new Error(
      `After a rollout in which ${killed.join(', ')} were killed the environment is\n${JSON.stringify(ending)}\nin place of\n${JSON.stringify(expected)}`,
      { cause: error },
    );
  });
  if (ending === undefined) throw new Error('There is no ending');
  return ending;
}

/** Nothing of before the rollout is left, and all of it is there. */
function isQuiet({ services, deployments, targets, containers }: Ending): boolean {
  const tasks = services.flatMap((service) => service.tasks);
  return (
    deployments.every((status) => status === 'SUCCESSFUL') &&
    targets.every((state) => state === 'healthy') &&
    tasks.every(({ healthStatus, isOfLastDeployment }) => healthStatus === 'HEALTHY' && isOfLastDeployment) &&
    containers.filter((name) => name.endsWith('pause: running')).length === tasks.length &&
    containers.every((name) => name.endsWith(': running'))
  );
}
