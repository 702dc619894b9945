import type { Task } from '../../aws/ecs-types.ts';
import type { Engine } from '../../local/docker/engine.ts';
import { eventually } from '../eventually.ts';
import type { ServiceClient } from './service-client.ts';
import { askStandIn } from './stand-in.ts';
import { addressOf, endsOf, runtimeIdOf } from './tasks.ts';

/** What took the place of a task that died. */
export interface Replacement {
  /** From the death, as the engine tells it, until the replacement was made. */
  readonly afterMs: number;
  readonly start: TaskStart;
  /** How ECS says that the victim ended. */
  readonly endOfVictim: string | undefined;
}

/** Waits for the stand-in that takes the place of one that died, and measures its start. */
export async function replacementOf(
  { victim, at }: { readonly victim: Task; readonly at: Date },
  where: { readonly service: ServiceClient; readonly engine: Engine; readonly loadBalancerUrl: string },
): Promise<Replacement> {
  const { service, engine, loadBalancerUrl } = where;
  const isSuccessor = ({ createdAt }: Task) => createdAt !== undefined && createdAt >= at;
  await eventually('a replacement', async () => (await service.tasks()).some(isSuccessor));
  await service.untilStable();
  const successor = (await service.tasks()).find(isSuccessor);
  const afterMs = (successor?.createdAt?.getTime() ?? 0) - at.getTime();
  const start = await startOf(successor, engine, loadBalancerUrl);
  const ended = (await service.tasks('STOPPED')).filter((task) => task.taskArn === victim.taskArn);
  return { afterMs, start, endOfVictim: endsOf(ended)[0] };
}

/** What the start of a stand-in's task took, in milliseconds since its creation. */
export interface TaskStart {
  readonly runsMs: number;
  readonly registeredMs: number;
  readonly visitedMs: number;
  /** From its container's start until it listened. */
  readonly ownReadinessMs: number;
}

async function startOf(task: Task | undefined, engine: Engine, url: string): Promise<TaskStart> {
  const answer = await askStandIn(`${url}/up`, addressOf(task) ?? '');
  const container = await engine.inspectContainer(runtimeIdOf(task));
  const createdAt = task?.createdAt?.getTime() ?? 0;
  const runsAt = container?.startedAt?.getTime() ?? 0;
  return {
    runsMs: runsAt - createdAt,
    registeredMs: (task?.startedAt?.getTime() ?? 0) - createdAt,
    visitedMs: answer.firstVisitorAt - createdAt,
    ownReadinessMs: answer.listeningAt - runsAt,
  };
}

/** What the start took besides the container's own readiness. */
export function onTopMs({ visitedMs, ownReadinessMs }: TaskStart): number {
  return visitedMs - ownReadinessMs;
}

/** The replacement as a line of a report. */
export function inWords({ afterMs, start }: Replacement): string {
  const { runsMs, registeredMs, visitedMs, ownReadinessMs } = start;
  return `its replacement was made ${afterMs} ms after its death: its container runs after ${runsMs} ms, its target is registered after ${registeredMs} ms and visited after ${visitedMs} ms; the container itself needs ${ownReadinessMs} ms, so ${onTopMs(start)} ms come on top`;
}
