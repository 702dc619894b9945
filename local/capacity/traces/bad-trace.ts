import type { Failure } from '../../../failure/failure.ts';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import { columns } from './columns.ts';

/** What is wrong with a line of a file of minutes. */
export function badTrace(file: string, line: number, why: string): Failure {
  return wrongUsage(
    'BAD_TRACE',
    `${file}, line ${line}: ${why}`,
    `The file must have one line per minute: a number of requests, or values below a header with some of ${columns.join(', ')}.`,
  );
}
