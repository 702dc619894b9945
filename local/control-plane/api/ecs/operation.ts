import type { z } from 'zod';
import type { ControlPlane } from '../control-plane.ts';
import { parseInput } from './parse-input.ts';

/** One operation of the API: a body that was parsed as JSON in, the answer's body out. */
export type Operation = (body: unknown, controlPlane: ControlPlane) => Promise<object>;

/** An operation from its input's schema and what it does with a valid input. */
export function operation<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>, controlPlane: ControlPlane) => object | Promise<object>,
): Operation {
  return async (body, controlPlane) => run(parseInput(schema, body), controlPlane);
}
