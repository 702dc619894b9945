import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import type { Operation } from '../protocols/service.ts';

/** An operation from its parameters' schema and what it answers to valid ones. Raises `ValidationError`. */
export function operation<Schema extends z.ZodType>(
  schema: Schema,
  run: (parameters: z.output<Schema>, controlPlane: ControlPlane) => object,
): Operation {
  return (parameters, controlPlane) => {
    const parsed = schema.safeParse(parameters);
    if (parsed.success) return run(parsed.data, controlPlane);
    throw new AwsError('ValidationError', z.prettifyError(parsed.error));
  };
}

/** A list of names or ARNs; the protocol writes an empty one as an empty text. */
export const names = z
  .union([z.array(z.string()), z.literal('').transform((): string[] => [])])
  .optional()
  .transform((list) => (list === undefined || list.length === 0 ? undefined : list));

/** `PageSize` and `Marker` of a list, at most 400 items a page as on AWS. */
export const paging = {
  PageSize: z.coerce.number().int().min(1).max(400).optional(),
  Marker: z.string().optional(),
};
