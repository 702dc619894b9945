import { getSystemErrorMessage } from 'node:util';

/** Why the operating system refused something, in its own words and without the call that it refused. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'errno' in error && typeof error.errno === 'number'
    ? getSystemErrorMessage(error.errno)
    : error.message;
}
