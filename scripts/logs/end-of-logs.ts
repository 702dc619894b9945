import { Failure } from '../../failure/failure.ts';
import { outputClosed } from '../report.ts';

/**
 * Reads logs until they end, or the signal aborts, and gives the exit code. Ctrl-C is how one leaves `--follow`, and a
 * closed output, as of `head`, is no fault: neither has anything to say. The exit code of Ctrl-C is 130, as usual.
 */
export async function untilEndOfLogs(signal: AbortSignal, read: () => Promise<void>): Promise<number> {
  try {
    await read();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (!signal.aborted) return 0;
  const reason: unknown = signal.reason;
  if (!(reason instanceof Failure)) throw reason;
  return reason.code === outputClosed ? 0 : reason.exitCode;
}
