import { functionsOnAwsOnly } from '../../../../definition/resources/cloudwatch/math-expression.ts';
import type { MathFunction } from '../math-context.ts';
import { MathProblem } from '../math-problem.ts';
import { changes } from './changes.ts';
import { FILL } from './fill.ts';
import { IF } from './if.ts';
import { ofArrays } from './of-arrays.ts';
import { ofNumbers } from './of-numbers.ts';
import { ofTime } from './of-time.ts';
import { reductions } from './reductions.ts';
import { SLICE, SORT } from './sort.ts';

const functions = new Map<string, MathFunction>(
  Object.entries({ ...changes, ...ofArrays, ...ofNumbers, ...ofTime, ...reductions, FILL, IF, SLICE, SORT }),
);

/**
 * The function of a name. Raises a `MathProblem`, in CloudWatch's words where it has none of this name either.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
export function mathFunction(name: string): MathFunction {
  const found = functions.get(name);
  if (found !== undefined) return found;
  throw new MathProblem(
    functionsOnAwsOnly.some((other) => other === name)
      ? `Function '${name}' is not available in the local environment`
      : `Function '${name}' not found`,
  );
}
