import { stderr } from 'node:process';
import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import type { StartedStore } from '../../local/lifecycle/commands/up.ts';
import type { LifecycleContext } from '../../local/lifecycle/lifecycle-context.ts';
import type { LiveSetup } from '../../local/lifecycle/live/live-setup.ts';
import {
  awaitEndOfLiveCode,
  type LiveContext,
  openLiveService,
  watchCommand,
} from '../../local/lifecycle/live/open-live-service.ts';
import { runLiveSession } from '../../local/live/live-session.ts';
import type { LiveOutcome } from '../../local/live/serve-changes.ts';
import { createProgress, type Progress } from '../../progress/progress.ts';
import { jsonReporter, plainReporter } from '../../progress/reporters.ts';
import { duration } from '../../time/duration.ts';
import { asStarted } from '../as-started.ts';
import type { ScriptContext } from '../script.ts';
import { fileNames, liveLines } from './live-lines.ts';

/** What watches a store that was started with live code. */
export interface StoreWatch {
  readonly lifecycle: Omit<LifecycleContext, 'progress' | 'signal'>;
  readonly exclusively: LiveContext['exclusively'];
  /** Builds and releases the store again. */
  readonly startAgain: (progress: Progress) => Promise<StartedStore>;
  /** When the image began to be built, in milliseconds since the epoch. */
  readonly begunAt: number;
}

/** Serves changes of the store's files until Ctrl-C, and says what becomes of each; gives the exit code. */
export async function watchStore(
  context: ScriptContext,
  first: LiveSetup,
  watch: StoreWatch,
): Promise<number> {
  let live = first;
  let changedSince = watch.begunAt;
  // Line by line, among the lines of changes.
  const reporter = context.json ? jsonReporter(stderr) : plainReporter(stderr);
  const progress = createProgress(reporter.listen);
  for (;;) {
    const ended = await watchUntilEnd(context, live, { ...watch, progress, begunAt: changedSince });
    if (ended.kind === 'ended') return ended.exitCode;
    const begunAt = Date.now();
    try {
      const { live: next = live } = await watch.startAgain(progress);
      [live, changedSince] = [next, begunAt];
      const took = duration(Date.now() - begunAt);
      tell(context, { type: 'released', paths: ended.paths, tookMs: Date.now() - begunAt }, [
        `✔ ${fileNames(ended.paths)}: built and released in ${took}`,
      ]);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      const hint = error.hint === undefined ? [] : [`  ${error.hint}`];
      tell(context, { type: 'failed', paths: ended.paths, code: error.code, message: error.message }, [
        `✖ ${error.message}`,
        ...hint,
        '  All tasks go on with what they had.',
      ]);
    }
  }
}

type End =
  | { readonly kind: 'ended'; readonly exitCode: number }
  | { readonly kind: 'rebuild'; readonly paths: readonly string[] };

async function watchUntilEnd(
  context: ScriptContext,
  live: LiveSetup,
  watch: StoreWatch & { readonly progress: Progress },
): Promise<End> {
  const { signal } = context;
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const lifecycle = { ...watch.lifecycle, progress: watch.progress, signal: either };
  const service = await openLiveService(
    { ...lifecycle, exclusively: watch.exclusively, runAgain: command(watchCommand) },
    live,
  );
  const end = awaitEndOfLiveCode(lifecycle, live).then((reason) => {
    if (reason !== undefined) over.abort(reason);
    return reason;
  });
  try {
    const paths = await runLiveSession({
      ...{ service, files: live.files, changedSince: watch.begunAt, signal: either },
      onReady: () => tell(context, { type: 'watching', folder: live.context }, watchingLines(live)),
      onOutcome: (outcome, tookMs) => tellOutcome(context, outcome, tookMs),
      onError: (error) => context.say(`Not watched: ${String(error)}`),
    });
    if (paths !== undefined) return { kind: 'rebuild', paths };
  } catch (error) {
    if (!either.aborted) throw error;
  } finally {
    over.abort();
  }
  return await endOf(context, await end);
}

async function endOf(
  context: ScriptContext,
  reason: Awaited<ReturnType<typeof awaitEndOfLiveCode>>,
): Promise<End> {
  if (context.signal.aborted) {
    const { reason: cause } = context.signal;
    if (cause instanceof Failure && cause.code !== 'INTERRUPTED') throw cause;
    context.say(
      `Nothing is watched any more; tasks keep the code that they have. Back to the image: ${asStarted(command('local:up'))}`,
    );
    return { kind: 'ended', exitCode: 0 };
  }
  context.say(
    reason === 'stopped'
      ? 'The environment does not answer any more: watching ends.'
      : 'Another command has released other code: watching ends.',
  );
  return { kind: 'ended', exitCode: 1 };
}

function watchingLines({ context, folder }: LiveSetup): readonly string[] {
  const paths = folder.mounts.map(({ path }) => path).join(', ');
  return ['', `Watching ${context}: ${paths}. End it with Ctrl-C.`];
}

function tellOutcome(context: ScriptContext, outcome: LiveOutcome, tookMs: number): void {
  const { kind, ...rest } = outcome;
  if (kind === 'unchanged' && outcome.unwatched.length === 0) return;
  tell(context, { type: kind, ...rest, tookMs }, liveLines(outcome, tookMs));
}

function tell(context: ScriptContext, event: object, lines: readonly string[]): void {
  context.print(context.json ? JSON.stringify(event) : lines.join('\n'));
}
