import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import { paginate } from '../protocols/paging.ts';
import type { Operation } from '../protocols/service.ts';

/** An operation from its parameters' schema and what it answers. Raises `InvalidParameterValue`. */
export function operation<Schema extends z.ZodType>(
  schema: Schema,
  run: (parameters: z.output<Schema>, controlPlane: ControlPlane) => Promise<object>,
): Operation {
  return (parameters, controlPlane) => {
    const parsed = schema.safeParse(parameters);
    if (parsed.success) return run(parsed.data, controlPlane);
    throw new AwsError('InvalidParameterValue', z.prettifyError(parsed.error));
  };
}

/** A flag as the Query protocol writes it. */
export const flag = z
  .enum(['true', 'false'])
  .optional()
  .transform((text) => text === 'true');

/** A non-empty text; an empty one is as none. */
export const text = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

/** `MaxRecords` and `Marker` of a list: 20 to 100 items a page as on AWS. */
export const paging = {
  MaxRecords: z.coerce.number().int().min(20).max(100).default(100),
  Marker: text,
};

/** One page of a list whose order is fixed by the definition. Raises `InvalidParameterValue` for a wrong marker. */
export function pageOf<T>(
  name: string,
  all: readonly T[],
  { MaxRecords, Marker }: { readonly MaxRecords: number; readonly Marker?: string | undefined },
) {
  const keyed = all.map((item, index) => ({ key: String(index).padStart(9, '0'), item }));
  const { items, nextToken } = paginate(keyed, {
    maxResults: MaxRecords,
    nextToken: Marker,
    list: ['elasticache', name],
    invalidToken: () => new AwsError('InvalidParameterValue', `The marker '${Marker}' is not valid`),
  });
  return { items, Marker: nextToken };
}
