import { Failure } from './failure.ts';

/** The exit code for an argument or a variable that is wrong: nothing was begun. */
const wrongUsageExitCode = 2;

/** A failure about an argument, an option or an environment variable with a wrong value. */
export function wrongUsage(code: string, message: string, hint: string): Failure {
  return new Failure(code, message, { hint, exitCode: wrongUsageExitCode });
}
