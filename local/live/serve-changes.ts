import { join } from 'node:path';
import { errorMessage } from '../../failure/error-message.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import type { Engine, ExecResult } from '../docker/engine.ts';
import { isThere } from '../processes/is-there.ts';
import { checksOf, type FileCheck, incomingFolder } from './check-commands.ts';
import {
  type LiveFolder,
  putForCheck,
  readChanges,
  type StagedChange,
  stage,
  stagedPath,
} from './live-folder.ts';
import { isMeant, type LiveTask } from './live-tasks.ts';
import { type FileChange, type LivePlan, type LiveScope, planChanges } from './plan-changes.ts';

/** What serves changed files, and what else a change may ask for. */
export interface LiveService {
  readonly engine: Pick<Engine, 'exec' | 'containerLogs'>;
  readonly folder: LiveFolder;
  /** The folder of the Dockerfile, where people edit. */
  readonly context: string;
  readonly scope: LiveScope;
  readonly tasks: () => Promise<readonly LiveTask[]>;
  /** Replaces the tasks of these services, or of all; raises a failure where new ones do not start, or when `signal` aborts. */
  readonly restart: (services: 'all' | readonly string[], signal: AbortSignal) => Promise<void>;
  /** Begins to replace them again where new ones may run what was taken back. */
  readonly takeBack: (services: 'all' | readonly string[]) => Promise<void>;
  /** Runs the migrations in a one-off task; raises a failure that has what they wrote. */
  readonly migrate: () => Promise<void>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** What became of changed files. */
export type LiveOutcome = { readonly paths: readonly string[]; readonly unwatched: readonly string[] } & (
  | { readonly kind: 'served'; readonly tasks: readonly string[]; readonly did: readonly string[] }
  /** A check found something wrong: tasks have what they had. */
  | { readonly kind: 'refused'; readonly output: string }
  /** Tasks did not serve with it, so that they have again what they had. */
  | { readonly kind: 'takenBack'; readonly output: string }
  | { readonly kind: 'rebuild' }
  /** Tasks have them like this. */
  | { readonly kind: 'unchanged' }
  /** Files that were not served are again as tasks have them. */
  | { readonly kind: 'restored' }
  /** Files changed again while new tasks were waited for: they are served with those changes. */
  | { readonly kind: 'overtaken' }
);

/** An attempt to serve changes. */
export interface Attempt {
  /** Aborted when files change again: new tasks are not waited for any longer then. */
  readonly overtaken: AbortSignal;
  /** Whether an attempt before was overtaken, whose tasks may run what is not there any more. */
  readonly isAfterOvertaken: boolean;
}

/** Brings changed files to all tasks, once they passed the checks. */
export async function serveChanges(
  service: LiveService,
  changes: readonly FileChange[],
  attempt: Attempt = onlyAttempt,
): Promise<LiveOutcome> {
  const plan = planChanges(changes, service.scope);
  const unwatched = await existing(plan.unwatched, service.context);
  if (plan.rebuild.length > 0) return { kind: 'rebuild', paths: plan.rebuild, unwatched };
  const missing = plan.sync.filter(({ path }) => stagedPath(service.folder, path) === undefined);
  if (missing.length > 0) return { kind: 'rebuild', paths: missing.map(({ path }) => path), unwatched };
  const staged = await readChanges(service.folder, service.context, plan.sync);
  const isBegun = attempt.isAfterOvertaken && plan.restart !== 'none';
  const paths = (staged.length === 0 ? plan.sync : staged).map(({ path }) => path);
  if (staged.length === 0 && !isBegun) return { kind: 'unchanged', paths, unwatched };
  const tasks = await service.tasks();
  const refusal = await check(service, staged, tasks[0]);
  if (refusal !== undefined) return { kind: 'refused', paths, unwatched, output: refusal };
  const before = await stage(service.folder, staged);
  try {
    const did = await bringToTasks(service, plan, { tasks, overtaken: attempt.overtaken });
    const serving = plan.restart === 'none' ? tasks : await service.tasks();
    return { kind: 'served', paths, unwatched, did, tasks: serving.map(({ name }) => name) };
  } catch (error) {
    await stage(service.folder, before.toReversed());
    if (plan.restart !== 'none') await service.takeBack(plan.restart);
    service.signal?.throwIfAborted();
    if (attempt.overtaken.aborted) return { kind: 'overtaken', paths, unwatched };
    return { kind: 'takenBack', paths, unwatched, output: errorMessage(error) };
  }
}

const onlyAttempt: Attempt = { overtaken: new AbortController().signal, isAfterOvertaken: false };

/** Editors and `sed -i` write files that are gone at once. */
async function existing(paths: readonly string[], folder: string): Promise<readonly string[]> {
  const found = await Promise.all(paths.map((path) => isThere(join(folder, path))));
  return paths.filter((_, index) => found[index]);
}

/** What the checks said of files that they refuse; undefined where they are right, or nothing can check them. */
async function check(
  { engine, folder, scope, signal }: LiveService,
  staged: readonly StagedChange[],
  task: LiveTask | undefined,
): Promise<string | undefined> {
  if (task === undefined) return undefined;
  const written = staged.filter(({ content }) => content?.kind === 'file').map(({ path }) => path);
  const checks = checksOf(scope.rules, written);
  if (checks.length === 0) return undefined;
  await putForCheck(folder, staged);
  const options = signal === undefined ? {} : { signal };
  const run = ({ command, paths }: FileCheck) =>
    engine.exec(task.containerId, [...command, ...paths], options);
  const results = await Promise.all(checks.map(run));
  const refused = results.filter(({ exitCode }) => exitCode !== 0 && !noProgram.has(exitCode));
  return refused.length === 0 ? undefined : refused.map(outputOf).join('\n');
}

/** What shells and engines answer where the image lacks the program, so that nothing was checked. */
const noProgram = new Set([126, 127]);

function outputOf({ stdout, stderr, exitCode }: ExecResult): string {
  const output = [stdout, stderr].map((text) => text.trim()).filter((text) => text !== '');
  const text = output.join('\n').replaceAll(`${incomingFolder}/`, '');
  return text === '' ? `The check ended with exit code ${exitCode}` : text;
}

/** Does what the changes ask for besides being there, and waits until each task serves. Gives what was done. */
async function bringToTasks(
  service: LiveService,
  { migrates, commands, restart }: LivePlan,
  { tasks, overtaken }: { readonly tasks: readonly LiveTask[]; readonly overtaken: AbortSignal },
): Promise<readonly string[]> {
  const did: string[] = [];
  const since = new Date((service.clock ?? systemClock).now());
  if (migrates) {
    await service.migrate();
    did.push('migrated');
  }
  for (const { command, services } of commands) {
    const meant = tasks.filter((task) => isMeant(task.service, services));
    await Promise.all(meant.map((task) => runIn(service, task, command)));
    did.push(`ran ${command.join(' ')}`);
  }
  if (restart !== 'none') {
    await service.restart(restart, overtaken);
    did.push('restarted');
    return did;
  }
  const patienceMs = commands.length > 0 ? bootMs : reloadMs;
  await Promise.all(tasks.map((task) => awaitHealthy(service, task, { patienceMs, since })));
  return did;
}

async function runIn(
  { engine, signal }: LiveService,
  { containerId, name }: LiveTask,
  command: readonly string[],
): Promise<void> {
  const result = await engine.exec(containerId, command, signal === undefined ? {} : { signal });
  if (result.exitCode === 0) return;
  throw new Error(
    `${name}: \`${command.join(' ')}\` ended with exit code ${result.exitCode}\n${outputOf(result)}`,
  );
}

/**
 * What `curl -f` ends with for a status of 400 and above: the program runs and has loaded the change, so that waiting is of
 * no use. Rails answers so once, and then serves the half of the code that it could load.
 */
const answeredWithError = 22;

/** How long a task may take to load changed code, and how long one that a command starts anew. */
const reloadMs = 5_000;
const bootMs = 60_000;
const everyMs = 250;

/** Asks a task as ECS does, which also makes it load the changed code before a visitor comes. */
async function awaitHealthy(
  { engine, signal, clock = systemClock }: LiveService,
  { containerId, name, healthCommand }: LiveTask,
  { patienceMs, since }: { readonly patienceMs: number; readonly since: Date },
): Promise<void> {
  if (healthCommand === undefined) return;
  const until = clock.now() + patienceMs;
  for (;;) {
    const result = await engine.exec(containerId, healthCommand, signal === undefined ? {} : { signal });
    if (result.exitCode === 0) return;
    signal?.throwIfAborted();
    if (result.exitCode === answeredWithError || clock.now() >= until) {
      const wrote = await linesSince(engine, containerId, since);
      throw new Error([`${name} fails its health check with it: ${outputOf(result)}`, ...wrote].join('\n'));
    }
    await clock.sleep(everyMs, signal);
  }
}

/** Requests that fail alike write the same again. */
const mostLines = 12;

/** What a task has written since then, each line once: the cause of its failure among it. */
async function linesSince(
  engine: LiveService['engine'],
  containerId: string,
  since: Date,
): Promise<readonly string[]> {
  const lines = new Set<string>();
  for await (const { text } of engine.containerLogs(containerId, { follow: false, since })) {
    if (text.trim() !== '') lines.add(text.trimEnd());
  }
  return [...lines].slice(0, mostLines);
}
