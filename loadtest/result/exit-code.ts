import type { RunVerdict } from '../verdict/verdict.ts';

/** The exit code of a load test that was judged. One that could not begin ends with the code of its `Failure`. */
export function exitCodeOf({ outcome }: Pick<RunVerdict, 'outcome'>): 0 | 1 {
  return outcome === 'passed' ? 0 : 1;
}
