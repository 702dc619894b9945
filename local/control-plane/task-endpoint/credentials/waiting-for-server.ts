import type { Clock } from '../../../../time/clock.ts';
import { retrying } from '../../../../time/retrying.ts';
import { type Log, logRetries } from '../../logger.ts';
import type { S3Credentials } from './temporary-credentials.ts';

/** Longer than the S3 server takes to start again. */
const longestWaitMs = 20_000;

/**
 * Tries again to issue credentials while the S3 server does not answer. On AWS the endpoint is always there, and an SDK
 * that is refused when it first asks may go on without keys for as long as its process lives, as the one for Ruby does.
 */
export function waitingForServer(
  issuer: S3Credentials,
  { clock, log, signal }: { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal },
): S3Credentials {
  return {
    confirm: issuer.confirm,
    issue: (request) => {
      const until = clock.now() + longestWaitMs;
      const onRetry = (error: unknown, delayMs: number) => {
        if (clock.now() >= until) throw error;
        logRetries(log)(error, delayMs);
      };
      return retrying(() => issuer.issue(request), { signal, clock, onRetry });
    },
  };
}
