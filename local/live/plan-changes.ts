import { type LiveAction, type LiveRule, ruleFor } from './live-rule.ts';

/** A file of the application that was written or deleted; its path is below the folder of the Dockerfile. */
export interface FileChange {
  readonly path: string;
  readonly kind: 'written' | 'deleted';
}

/** A command for the tasks of some services; all of them where `services` is absent. */
export interface LiveCommand {
  readonly command: readonly string[];
  readonly services?: readonly string[];
}

/** What has to be done for changed files to be served. */
export interface LivePlan {
  /** Files that only a new image can bring: nothing else is done then, as the image has all of it. */
  readonly rebuild: readonly string[];
  readonly sync: readonly FileChange[];
  readonly commands: readonly LiveCommand[];
  /** The services whose tasks are replaced, by the ends of their names. */
  readonly restart: 'none' | 'all' | readonly string[];
  readonly migrates: boolean;
  /** Files of the image that no rule mentions. */
  readonly unwatched: readonly string[];
}

/** What decides on changed files, besides the rules. */
export interface LiveScope {
  readonly rules: readonly LiveRule[];
  /** Whether a file is in no image. */
  readonly isIgnored: (path: string) => boolean;
}

/** What an image and its environment are made by: no running task can take a change of them. */
const ofImage = new Set(['Dockerfile', '.dockerignore', 'parity.yml']);

/** Decides what changed files ask for. */
export function planChanges(changes: readonly FileChange[], { rules, isIgnored }: LiveScope): LivePlan {
  const last = [...new Map(changes.map((change) => [change.path, change])).values()];
  const seen = last.filter(({ path }) => ofImage.has(path) || !isIgnored(path));
  const ruled = seen.map((change) => ({ change, rule: ruleFor(rules, change.path) }));
  const asking = (action: LiveAction) => ruled.flatMap(({ rule }) => (rule?.action === action ? [rule] : []));
  const rebuild = ruled
    .filter(({ change, rule }) => ofImage.has(change.path) || rule?.action === 'rebuild')
    .map(({ change }) => change.path);
  const unwatched = ruled
    .filter(({ change, rule }) => rule === undefined && !ofImage.has(change.path))
    .map(({ change }) => change.path);
  if (rebuild.length > 0) {
    return { rebuild, sync: [], commands: [], restart: 'none', migrates: false, unwatched };
  }
  return {
    rebuild,
    sync: ruled.flatMap(({ change, rule }) => (rule === undefined ? [] : [change])),
    commands: commandsOf(asking('sync+exec')),
    restart: restartOf(asking('sync+restart')),
    migrates: asking('sync+migrate').length > 0,
    unwatched,
  };
}

/** Each command once, however many files ask for it. */
function commandsOf(rules: readonly LiveRule[]): readonly LiveCommand[] {
  const commands = rules.flatMap(({ exec, services }) =>
    exec === undefined ? [] : [{ command: exec, ...(services === undefined ? {} : { services }) }],
  );
  return [...new Map(commands.map((each) => [JSON.stringify(each), each])).values()];
}

function restartOf(rules: readonly LiveRule[]): LivePlan['restart'] {
  if (rules.length === 0) return 'none';
  if (rules.some(({ services }) => services === undefined)) return 'all';
  return [...new Set(rules.flatMap(({ services = [] }) => services))];
}
