import { Failure } from '../../failure/failure.ts';
import type { Step } from '../../progress/progress.ts';
import type { OneOffPurpose } from '../one-off-launch.ts';
import type { RunOneOff } from '../one-off-task.ts';
import { searchedLines, tellingLines } from '../telling-lines.ts';

/** What a release runs of the store, and the code of its failure. */
export interface StoreStep {
  readonly code: string;
  /** That of the task definition where it is absent. */
  readonly command?: readonly string[];
  readonly purpose?: OneOffPurpose;
  /** What to do about a failure; `Fix the store` where it is absent. */
  readonly fix?: string;
}

/** Who runs it, and where it is shown. */
export interface StoreStepRun {
  readonly runOneOff: RunOneOff;
  readonly step: Pick<Step, 'note'>;
  /** As `startedBy` of the task shows it, such as `local:up`. */
  readonly startedBy: string;
  /** The command to give again after a failure. */
  readonly runAgain: string;
  readonly signal?: AbortSignal;
}

const setUpNeeds =
  'The image has to contain psql, or parity.yml to name another set-up (store/README.md has the contract). Fix the store';

export const setUpStep: StoreStep = { code: 'SET_UP_FAILED', purpose: 'set-up', fix: setUpNeeds };

/** The migrations, by the store's own command. */
export function migrateStep(command: readonly string[]): StoreStep {
  return { code: 'MIGRATION_FAILED', command };
}

/** The seeds, by the store's own command. */
export function seedStep(command: readonly string[]): StoreStep {
  return { code: 'SEED_FAILED', command, purpose: 'seeds' };
}

/**
 * Runs a step of the store as a one-off task; gives the last lines that it wrote. Raises the step's failure with the
 * telling ones of these when its exit code is not 0.
 */
export async function runStoreStep(
  { code, fix = 'Fix the store', ...request }: StoreStep,
  { runOneOff, step, startedBy, runAgain, signal }: StoreStepRun,
): Promise<readonly string[]> {
  const lastLines: string[] = [];
  const exitCode = await runOneOff({
    ...request,
    startedBy,
    onLine: (line) => {
      lastLines.push(line);
      if (lastLines.length > searchedLines) lastLines.shift();
      step.note(line);
    },
    ...(signal === undefined ? {} : { signal }),
  });
  if (exitCode === 0) return lastLines;
  const what =
    request.command === undefined ? 'The set-up of the database' : `\`${request.command.join(' ')}\``;
  throw new Failure(
    code,
    `${what} ended with exit code ${exitCode}; no service was started or changed:\n${tellingLines(lastLines).join('\n')}`,
    { hint: `${fix}, then run ${runAgain}; it continues from here.`, exitCode },
  );
}
