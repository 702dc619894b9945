import type { HopelessWatch } from '../../../operations/why-failed.ts';
import type { Clock } from '../../../time/clock.ts';
import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import { type Listener, wrongPlace } from './listeners.ts';
import { tasksOfDeployment } from './tasks-of-deployment.ts';

/** For how long an application may listen for itself alone, and for how long on other ports alone. */
const patienceMs = { certain: 10_000, possible: 60_000 };

/** A task is looked into so often. */
const pauseMs = 5_000;

type Task = ParityStatus['tasks'][number];

/** What to look at: the revision that each service is to run, by the service's name, and how a task is looked into. */
export interface WrongPlacesWatch {
  readonly status: () => Promise<ParityStatus>;
  readonly revisions: Readonly<Record<string, string>>;
  /** Where the programs of a task listen; nothing where it cannot be told. */
  readonly listenersOf: (task: string) => Promise<readonly Listener[]>;
  /** Ports of the loopback interface of tasks that lead to servers of the environment. */
  readonly forwarded: ReadonlySet<number>;
  readonly clock: Clock;
  readonly longestGraceSeconds?: number;
}

/**
 * Finds a service whose new tasks run and listen elsewhere than the load balancer asks: on another port, or on the loopback
 * interface alone. Nobody answers its health checks then, of which ECS says no more than that they fail.
 */
export function wrongPlaces(watch: WrongPlacesWatch): HopelessWatch {
  const { clock, revisions, longestGraceSeconds = Number.POSITIVE_INFINITY } = watch;
  const possibleMs = Math.min(patienceMs.possible, 1000 * longestGraceSeconds);
  // Of a revision, as ECS may have replaced the task by then: the next one listens like it.
  const firstSeen = new Map<string, number>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let found: ReadonlyMap<string, Found> = new Map();
  const find: HopelessWatch['find'] = async () => {
    const now = clock.now();
    if (now - lookedAt < pauseMs) return undefined;
    lookedAt = now;
    const status = await watch.status();
    const { tasks } = status;
    const unanswered = tasks.filter((task) => isNew(task, revisions) && isUnanswered(task));
    found = new Map(
      (await Promise.all(unanswered.map((task) => look(task, watch)))).flatMap(({ id, revision, place }) => {
        if (place === undefined) return [];
        const key = `${revision} ${place.text}`;
        const since = firstSeen.get(key) ?? now;
        firstSeen.set(key, since);
        return [
          [id, { text: place.text, untilMs: since + (place.isCertain ? patienceMs.certain : possibleMs) }],
        ];
      }),
    );
    for (const [service, revision] of Object.entries(revisions)) {
      const own = tasksOfDeployment(status, service, revision);
      if (own.some(({ targets }) => targets.some(({ state }) => state === 'healthy'))) continue;
      const lost = own.filter(({ id }) => (found.get(id)?.untilMs ?? Number.POSITIVE_INFINITY) <= now);
      const [first] = lost;
      const text = first && found.get(first.id)?.text;
      if (text !== undefined) return { service, reason: `its application ${text}`, tasks: lost };
    }
    return undefined;
  };
  return { find, givenUpAt: (task) => found.get(task)?.untilMs };
}

interface Found {
  readonly text: string;
  readonly untilMs: number;
}

function isNew({ taskDefinition }: Task, revisions: Readonly<Record<string, string>>): boolean {
  return Object.values(revisions).includes(taskDefinition);
}

/** One that answers with a wrong code listens where it should. */
function isUnanswered({ lastStatus, desiredStatus, targets }: Task): boolean {
  const isRunning = lastStatus === 'RUNNING' && desiredStatus === 'RUNNING';
  return (
    isRunning && targets.some(({ state, reason }) => state !== 'healthy' && !/codes:/.test(reason ?? ''))
  );
}

async function look(task: Task, { listenersOf, forwarded }: WrongPlacesWatch) {
  const { id, targets, taskDefinition: revision } = task;
  const [target] = targets;
  const listeners = target === undefined ? [] : await listenersOf(id);
  return { id, revision, place: target && wrongPlace(listeners, target.port, forwarded) };
}

/** The first of two watches that finds something. */
export function eitherHopeless(one: HopelessWatch, other: HopelessWatch): HopelessWatch {
  return {
    find: async () => (await one.find()) ?? (await other.find()),
    givenUpAt: (task) => one.givenUpAt(task) ?? other.givenUpAt(task),
  };
}
