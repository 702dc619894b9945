import type { z } from 'zod';
import type { ControlPlane } from '../control-plane.ts';
import type { Operation } from '../protocols/service.ts';
import { parseInput } from './input/parse-input.ts';
import type { ScalingAccess } from './scaling-access.ts';

/** An operation from its input's schema and what it does with a valid input. */
export function operation<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>, access: ScalingAccess) => object | Promise<object>,
): Operation {
  return async (body, { applicationAutoScaling }: ControlPlane) =>
    run(parseInput(schema, body), applicationAutoScaling);
}
