import type { z } from 'zod';
import { Failure } from '../../../../failure/failure.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../protocols/service.ts';
import { withoutNulls } from '../protocols/without-nulls.ts';
import type { CloudWatch } from './cloudwatch.ts';
import { alarmInputError, metricInputError } from './input/invalid-input.ts';

/** What an operation works with. */
export interface Context extends CloudWatch {
  /** Where its alarms are. */
  readonly place: { readonly region: string; readonly accountId: string };
}

type Run<Schema extends z.ZodType> = (input: z.output<Schema>, context: Context) => object | Promise<object>;
type InputError = (issues: readonly z.core.$ZodIssue[], input: unknown) => AwsError;

/** An operation on alarms. Raises `ValidationError` for an input that is not valid. */
export function alarmOperation<Schema extends z.ZodType>(schema: Schema, run: Run<Schema>): Operation {
  return operation(schema, run, alarmInputError);
}

/** An operation on metrics. Raises `MissingParameter` or `InvalidParameterValue` for an input that is not valid. */
export function metricOperation<Schema extends z.ZodType>(schema: Schema, run: Run<Schema>): Operation {
  const codes = { missing: 'MissingParameter', wrong: 'InvalidParameterValue' };
  return operation(schema, run, (issues, input) => metricInputError(issues, input, codes));
}

/** An operation that says what is wrong with its input as those on metrics do, and always raises `ValidationError`. */
export function queryOperation<Schema extends z.ZodType>(schema: Schema, run: Run<Schema>): Operation {
  const codes = { missing: 'ValidationError', wrong: 'ValidationError' };
  return operation(schema, run, (issues, input) => metricInputError(issues, input, codes));
}

function operation<Schema extends z.ZodType>(
  schema: Schema,
  run: Run<Schema>,
  inputError: InputError,
): Operation {
  return async (body, controlPlane) => {
    const input = withoutNulls(body);
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw inputError(parsed.error.issues, input);
    const { region, accountId } = controlPlane.state();
    try {
      return await run(parsed.data, { ...controlPlane.cloudWatch, place: { region, accountId } });
    } catch (error) {
      throw refusal(error);
    }
  };
}

/** Alarms and metric math refuse what CloudWatch refuses with a failure of CloudWatch's own code. */
function refusal(error: unknown): unknown {
  const isRefusal = error instanceof Failure && error.code === 'ValidationError';
  return isRefusal ? new AwsError(error.code, error.message, 400, error) : error;
}
