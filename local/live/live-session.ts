import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../time/clock.ts';
import { filesOf } from '../images/content-hash.ts';
import { changeBatches } from './change-batches.ts';
import type { ImageFiles } from './image-files.ts';
import { readChanges, stagedPath } from './live-folder.ts';
import { type FileChange, planChanges } from './plan-changes.ts';
import { type LiveOutcome, type LiveService, serveChanges } from './serve-changes.ts';
import { watchFiles } from './watch-files.ts';

/** Live code from its start until it ends. */
export interface LiveSession {
  readonly service: LiveService;
  readonly files: ImageFiles;
  /** Files that were changed since then, in milliseconds since the epoch, may be newer than the image. */
  readonly changedSince: number;
  readonly onReady: () => void;
  /** Told of each batch of changes, and how many milliseconds after its first change all tasks served it. */
  readonly onOutcome: (outcome: LiveOutcome, tookMs: number) => void;
  readonly onError: (error: unknown) => void;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

/** Serves what changes, until a change asks for another image or `signal` aborts; gives the files of the former. */
export async function runLiveSession(session: LiveSession): Promise<readonly string[] | undefined> {
  const { service, files, signal, onReady, onOutcome, onError, clock = systemClock } = session;
  const batches = changeBatches(clock);
  let overtaken = new AbortController();
  let isAfterOvertaken = false;
  const close = await watchFiles({
    folder: service.context,
    isLeftOut: files.isPruned,
    onChange: (change) => {
      batches.add(change);
      if (planChanges([change], service.scope).sync.length > 0) overtaken.abort();
    },
    onError,
  });
  try {
    for (const change of await changedBefore(session)) batches.add(change);
    onReady();
    for (;;) {
      const batch = await batches.next(signal);
      if (batch === undefined) return undefined;
      overtaken = new AbortController();
      const attempt = { overtaken: overtaken.signal, isAfterOvertaken };
      const outcome = await serveChanges(service, batch.changes, attempt);
      if (isRetried.has(outcome.kind)) batches.keep(batch.changes);
      isAfterOvertaken = outcome.kind === 'overtaken' || (isAfterOvertaken && outcome.kind === 'refused');
      const isRestored = outcome.kind === 'unchanged' && batch.isRetry;
      onOutcome(isRestored ? { ...outcome, kind: 'restored' } : outcome, clock.now() - batch.firstAt);
      if (outcome.kind === 'rebuild') return outcome.paths;
    }
  } finally {
    await close();
  }
}

/** Whose files go with the next change. */
const isRetried = new Set<LiveOutcome['kind']>(['refused', 'takenBack', 'overtaken']);

/** What was changed while the image was built and released. */
async function changedBefore({ service, files, changedSince }: LiveSession): Promise<readonly FileChange[]> {
  const { context, folder } = service;
  const paths = await filesOf(context, files.isPruned);
  const synced = paths.filter((path) => stagedPath(folder, path) !== undefined && !files.isIgnored(path));
  const newer = await Promise.all(
    synced.map(async (path) => ((await lastChange(join(context, path))) >= changedSince ? [path] : [])),
  );
  const changes = newer.flat().map((path): FileChange => ({ path, kind: 'written' }));
  return (await readChanges(folder, context, changes)).map(({ path }) => ({ path, kind: 'written' }));
}

async function lastChange(path: string): Promise<number> {
  return await stat(path).then(
    ({ mtimeMs, ctimeMs }) => Math.max(mtimeMs, ctimeMs),
    () => 0,
  );
}
