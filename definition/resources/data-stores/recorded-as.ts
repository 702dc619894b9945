import type { z } from 'zod';
import { standings } from '../../properties/standing.ts';

/** A property that nothing acts on locally, but whose form is looked at, and how it goes with others. */
export function recordedAs<Schema extends z.ZodType>(schema: Schema, why: string): Schema {
  standings.add(schema, { kind: 'recorded', why });
  return schema;
}
