/** Who writes lines, with the names that people know it by: those of its container, family and service, or of a server. */
export interface Writer {
  /** As its lines are marked: `web/1a2b3c4d`, or `postgres`. */
  readonly source: string;
  readonly names: readonly string[];
  /** The task’s whole id; undefined for a server. */
  readonly task: string | undefined;
}

const taskArn = /^arn:[^:]+:ecs:[^:]*:\d*:task\/(?:[^/]+\/)?([0-9a-f]+)$/;
const hexadecimal = /^[0-9a-f]+$/;
/** As many characters of a task’s id as no name of a service has by chance. */
const fewestOfId = 6;

/**
 * Whether a name that a person gives means this writer: one of its names (`web`, `spree-local-web`), one task of it
 * (`web/1a2b`), or its task by at least six characters of the id, or by the ARN.
 */
export function isMeant({ names, task = '' }: Writer, given: string): boolean {
  const id = taskArn.exec(given)?.[1];
  if (id !== undefined) return task === id;
  if (names.includes(given)) return true;
  const slash = given.indexOf('/');
  if (slash !== -1) return names.includes(given.slice(0, slash)) && isBegun(task, given.slice(slash + 1));
  return given.length >= fewestOfId && hexadecimal.test(given) && isBegun(task, given);
}

/** The beginning of the id that a name of one task has (`web/1a2b`, `1a2b3c4d`, an ARN); undefined for any other name. */
export function taskIdOf(given: string): string | undefined {
  const isOne = given.includes('/') || given.length >= fewestOfId;
  return isOne && isTaskName(given) ? taskIdIn(given) : undefined;
}

/** Whether `given` may name a task: what is in `--task`. */
export function isTaskName(given: string): boolean {
  if (taskArn.test(given)) return true;
  const [id = '', container, ...more] = given.split('/').toReversed();
  return hexadecimal.test(id) && more.length === 0 && (container === undefined || container !== '');
}

/** The beginning of the id in what names a task: `1a2b` of `web/1a2b`, all of it in an ARN. */
export function taskIdIn(given: string): string {
  return given.slice(given.lastIndexOf('/') + 1);
}

/** Whether a writer is a task that a value of `--task` means, however short the beginning of its id is. */
export function isTask(writer: Writer, given: string): boolean {
  if (taskArn.test(given) || given.includes('/')) return isMeant(writer, given);
  return writer.task !== undefined && isBegun(writer.task, given);
}

/** A task is written as `web/1a2b3c4d`, and its id may be cut anywhere. */
function isBegun(task: string, beginning: string): boolean {
  return task !== '' && task.startsWith(beginning);
}
