import { readOneOffLaunch } from '../one-off-launch.ts';
import { runOneOffTask } from '../one-off-task.ts';
import { type MigrationsReport, readMigrationsReport, showMigrationsCommand } from './migrations-report.ts';
import type { ReleaseContext } from './release-context.ts';

/** Whoever rolls back is in a hurry, and may do so because nothing starts any more. */
const longestMs = 90_000;

/**
 * Asks the store, in a one-off task that changes nothing, what its database has had. What releases have recorded may be
 * out of date: migrations also run by hand, fail half-way, or turn out to be harmless. Undefined where it does not tell.
 */
export async function askMigrations({
  target,
  progress,
  signal,
  clock,
}: Pick<ReleaseContext, 'target' | 'progress' | 'signal' | 'clock'>): Promise<MigrationsReport | undefined> {
  return await progress.step('Database', async (step) => {
    const lines: string[] = [];
    try {
      const { exitCode } = await runOneOffTask(target, await readOneOffLaunch(target), {
        ...{ command: showMigrationsCommand, startedBy: 'store:rollback' },
        onLine: (line) => lines.push(line),
        signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
        ...(clock === undefined ? {} : { clock }),
      });
      const report = exitCode === 0 ? readMigrationsReport(lines) : undefined;
      step.result(report === undefined ? unanswered : summary(report));
      return report;
    } catch (error) {
      signal.throwIfAborted();
      step.note(error instanceof Error ? error.message : String(error));
      step.result(unanswered);
      return undefined;
    }
  });
}

function summary({ breaking }: MigrationsReport): string {
  if (breaking.length === 0) return 'every release can run with it';
  return `migrations that releases before them cannot run with: ${breaking.length}`;
}

const unanswered = 'the store does not tell its migrations; what releases have recorded counts';
