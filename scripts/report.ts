import { styleText } from 'node:util';
import { errorMessage } from '../failure/error-message.ts';
import { Failure } from '../failure/failure.ts';

/** As when `head` has seen enough: no fault, and nothing to say; the exit code is that of SIGPIPE. */
export const outputClosed = 'OUTPUT_CLOSED';

/** How a failure is written: as JSON, and with its stack trace. */
export interface ReportOptions {
  readonly json: boolean;
  readonly debug: boolean;
}

/** Writes a failure to standard error, for a person or as one line of JSON; gives the exit code. */
export function report(error: unknown, { json, debug }: ReportOptions): number {
  const failure = asFailure(error);
  const { code, message, hint, exitCode } = failure;
  if (code === outputClosed) return exitCode;
  const stack = debug || code === 'UNEXPECTED' ? stackOf(error) : undefined;
  const text = json
    ? JSON.stringify({ type: 'failure', code, message, hint, stack })
    : [
        `\n${styleText('red', '✖')} ${message} [${code}]`,
        ...(hint === undefined ? [] : [`  ${hint}`]),
        ...(stack === undefined ? [] : [stack]),
      ].join('\n');
  process.stderr.write(`${text}\n`);
  return exitCode;
}

/** The stack trace, with those of the errors underneath. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? String(error);
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = errorMessage(error);
  if (error instanceof Error && '$fault' in error) {
    return new Failure('AWS_REFUSED', `${error.name}: ${message}`, {
      hint: 'AWS refused what was asked of it. If nothing that you gave explains it, run the same command with --debug and report it.',
      cause: error,
    });
  }
  return new Failure('UNEXPECTED', message, {
    hint: 'This is a bug in the toolkit: please report it with its stack trace.',
    cause: error,
  });
}
