import { Failure } from '../../failure/failure.ts';
import { whenOutputIsClosed } from '../../local/processes/closed-output.ts';
import { outputClosed } from '../report.ts';

/**
 * Reads logs until they end, or the signal aborts, and gives the exit code. Ctrl-C is how one leaves `--follow`, and a
 * closed output, as of `head`, is no fault: neither has anything to say. The exit code of Ctrl-C is 130, as usual.
 */
export async function untilEndOfLogs(
  interrupted: AbortSignal,
  { follow }: { readonly follow: boolean },
  read: (signal: AbortSignal) => Promise<void>,
): Promise<number> {
  const over = new AbortController();
  const closed = new AbortController();
  const signal = AbortSignal.any([interrupted, closed.signal]);
  if (follow) void closeWith(closed, AbortSignal.any([interrupted, over.signal]));
  try {
    await read(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    over.abort();
  }
  if (!signal.aborted) return 0;
  const reason: unknown = signal.reason;
  if (!(reason instanceof Failure)) throw reason;
  return reason.code === outputClosed ? 0 : reason.exitCode;
}

/** Without `follow` there is always a next line, at which a closed output is noticed. */
async function closeWith(closed: AbortController, until: AbortSignal): Promise<void> {
  if (await whenOutputIsClosed(until)) closed.abort(new Failure(outputClosed, 'The output was closed'));
}
