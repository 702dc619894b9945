import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import { joinedHints } from '../../failure/joined-hints.ts';
import type { ServicesSource } from '../await-services.ts';
import { type Undoing, undoRelease } from './undo-release.ts';
import { whatRuns } from './what-runs.ts';

type Source = Pick<ServicesSource, 'services'>;

/** Failures after which services would otherwise run different releases, or one that does not serve. */
const failuresOfServices = ['STORE_DOES_NOT_START', 'TIMED_OUT', 'SMOKE_CHECK_FAILED'];

/**
 * Raises the failure of a release. One of its services takes all of them back. An interrupt does not, as that of
 * `cdk deploy` does not stop CloudFormation: ECS continues, the message says which service runs what, and the next
 * release completes it or goes back to where this one began.
 */
export async function failRelease(error: unknown, source: Source, undoing: Undoing): Promise<never> {
  if (!(error instanceof Failure)) throw error;
  if (undoing.signal?.aborted === true) throw withLines(error, await interruptedAmid(source));
  if (!failuresOfServices.includes(error.code)) throw error;
  const undone = undoRelease(source, undoing, error.code).then((lines) => withLines(error, lines));
  throw await undone.catch(async (cause: unknown) => {
    const isInterrupted = undoing.signal?.aborted === true;
    const hint = cause instanceof Failure && !isInterrupted ? cause.hint : undefined;
    const lines = await notUndone(cause, source, undoing);
    return withLines(error, lines, hint === undefined ? error.hint : joinedHints(error.hint, hint));
  });
}

async function interruptedAmid(source: Source): Promise<readonly string[]> {
  const running = await runningNow(source);
  return running.length === 0 ? [] : ['ECS continues the deployments of this release.', ...running];
}

async function notUndone(cause: unknown, source: Source, { signal }: Undoing): Promise<readonly string[]> {
  const why = errorMessage(cause);
  const sentence =
    signal?.aborted === true
      ? 'The rollback of the release was interrupted; ECS continues it.'
      : `The release could not be rolled back: ${why}`;
  return [sentence, ...(await runningNow(source))];
}

/** The failure itself is what has to be said, whether or not ECS answers still. */
async function runningNow(source: Source): Promise<readonly string[]> {
  return whatRuns(await source.services().catch(() => []));
}

/** The failure with further lines on what state things are in. */
export function withLines(error: Failure, lines: readonly string[], hint = error.hint): Failure {
  const { code, message, exitCode } = error;
  return new Failure(code, [message, ...lines].join('\n'), {
    cause: error,
    exitCode,
    ...(hint === undefined ? {} : { hint }),
  });
}
