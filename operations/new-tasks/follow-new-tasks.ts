import type { Deadline, Step } from '../../progress/progress.ts';
import type { NewTask, NewTasks } from './new-task.ts';
import { type TaskNews, taskNews } from './task-news.ts';

/** Tells of new tasks, each as a step of its own below the one that waits for them. */
export interface FollowedTasks {
  /** Looks at them if it is time to. What cannot be read is no news: whoever waits goes by the services. */
  look(now: number): Promise<void>;
  /** What was last wrong with a task, such as `/up answers 500`; undefined where nothing was seen. */
  troubleOf(task: string): string | undefined;
  /** What was last wrong with each, such as `new task web/24c88e77: /up answers 500`. */
  troubles(): readonly string[];
  /** The paths that health checks ask for. */
  paths(): readonly string[];
  /** How many failed tasks ECS has counted, such as `1 of 3 tasks failed`; empty for none. */
  failedTasks(service: string): string;
  /** Ends the steps of tasks of which nothing has come yet: all are healthy, or it is not known. */
  end(outcome: 'healthy' | 'unknown'): Promise<void>;
}

/** How new tasks are followed. */
export interface FollowOptions {
  readonly read: () => Promise<NewTasks>;
  readonly step: Pick<Step, 'step'>;
  readonly everyMs: number;
  /** What the output of a task that exited names as the cause; asked for until it does, three times at most. */
  readonly explain?: (task: NewTask) => Promise<string | undefined>;
  /** What gives a task up before ECS does, in milliseconds since the epoch. */
  readonly givenUpEarlier?: (task: string) => number | undefined;
}

/** What is healthy at the first look at it is not worth a line. */
export function followNewTasks(options: FollowOptions): FollowedTasks {
  const { read, step, everyMs, givenUpEarlier } = options;
  const explained = explainer(options);
  const over = new Set<string>();
  const exits = new Map<string, string>();
  const lines = new Map<string, TaskLine>();
  const troubles = new Map<string, string>();
  const wrong = new Map<string, string>();
  const paths = new Set<string>();
  let counts: NewTasks['deployments'] = [];
  let dueAt = 0;
  const tell = async (task: NewTask, now: number) => {
    for (const { path } of task.targets) if (path !== undefined) paths.add(path);
    const news = taskNews(task, now);
    if (news.failing !== undefined) troubles.set(task.id, news.failing);
    if (news.isTrouble) wrong.set(task.id, `new task ${task.name}: ${troubles.get(task.id) ?? news.text}`);
    const known = lines.get(task.id);
    if (known === undefined && news.end !== undefined && news.end !== 'failed') return;
    if (news.isExit === true) exits.set(task.id, news.text);
    if (over.has(task.id)) return;
    const line = known ?? beginLine(step, task.name);
    lines.set(task.id, line);
    const told = await explained(task, news);
    if (told.end !== undefined) over.add(task.id);
    line.tell(told, deadline(news, givenUpEarlier?.(task.id)), troubles.get(task.id));
  };
  return {
    look: async (now) => {
      if (now < dueAt) return;
      dueAt = now + everyMs;
      const found = await read().catch(() => undefined);
      if (found === undefined) return;
      counts = found.deployments;
      for (const task of found.tasks) await tell(task, now);
    },
    troubleOf: (task) => troubles.get(task),
    troubles: () => [...wrong.values()],
    paths: () => [...paths],
    failedTasks: (service) => {
      const { failedTasks = 0, threshold } = counts.find((each) => each.service === service) ?? {};
      if (failedTasks === 0) return '';
      return threshold === undefined
        ? `${failedTasks} tasks failed`
        : `${failedTasks} of ${threshold} tasks failed`;
    },
    end: async (outcome) => {
      await Promise.all(
        [...lines].map(([id, line]) => line.close(outcome, exits.get(id) ?? troubles.get(id))),
      );
    },
  };
}

/** Lines reach CloudWatch Logs a little after a container's end. */
const mostQuestions = 3;
const longestCause = 120;

/** The news of a task that exited, with the cause once its output names it; until then the task has not ended. */
function explainer({ explain }: FollowOptions) {
  const asked = new Map<string, number>();
  return async (task: NewTask, news: TaskNews): Promise<TaskNews> => {
    if (explain === undefined || news.isExit !== true) return news;
    const questions = (asked.get(task.id) ?? 0) + 1;
    asked.set(task.id, questions);
    const cause = await explain(task).catch(() => undefined);
    if (cause !== undefined) return { ...news, text: `${news.text}: ${cause.slice(0, longestCause)}` };
    return questions < mostQuestions ? { text: news.text, isTrouble: true } : news;
  };
}

interface TaskLine {
  tell(news: TaskNews, until: Deadline | undefined, trouble: string | undefined): void;
  close(outcome: 'healthy' | 'unknown', trouble: string | undefined): Promise<void>;
}

/** A step fails by an error only; that of a task goes no further. */
class TaskFailed extends Error {}

function beginLine(parent: Pick<Step, 'step'>, name: string): TaskLine {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let own: Step | undefined;
  const over = parent
    .step(`new task ${name}`, async (step) => {
      own = step;
      await promise;
    })
    .catch((error: unknown) => {
      if (!(error instanceof TaskFailed)) throw error;
    });
  return {
    tell: ({ text, isTrouble, end }, until, trouble) => {
      switch (end) {
        case undefined:
          own?.note(text, {
            ...(isTrouble ? { isNews: true } : {}),
            ...(until === undefined ? {} : { until }),
          });
          return;
        case 'healthy':
          own?.result(text);
          return resolve(undefined);
        case 'stopped':
          own?.skip(text);
          return resolve(undefined);
        case 'failed':
          own?.result(trouble === undefined ? text : `${trouble}: ${text}`);
          return reject(new TaskFailed(text));
      }
    },
    close: async (outcome, trouble) => {
      if (outcome === 'unknown' && trouble !== undefined) {
        own?.result(trouble);
        reject(new TaskFailed(trouble));
      } else if (outcome === 'healthy') own?.result(outcome);
      else own?.skip('no longer waited for');
      resolve(undefined);
      await over;
    },
  };
}

/** ECS gives a task up, and another one follows; what gives up before that gives the whole release up. */
function deadline({ givenUpAt, isTrouble }: TaskNews, earlier: number | undefined): Deadline | undefined {
  if (isTrouble && earlier !== undefined && earlier <= (givenUpAt ?? Number.POSITIVE_INFINITY)) {
    return { what: 'release given up', at: earlier };
  }
  return givenUpAt === undefined ? undefined : { what: 'given up', at: givenUpAt };
}
