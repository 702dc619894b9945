import { z } from 'zod';

/** What becomes of a property on the local side where it does not simply act as on AWS. */
export interface Standing {
  /** Nothing acts on it; it acts with a difference; or it is an error to set it. */
  readonly kind: 'recorded' | 'approximated' | 'refused';
  /** The reason, as a sentence: a row of `docs/differences.md`, or part of an error. */
  readonly why: string;
}

/** The standing of a schema's node, by the node. Nodes that are not in it act as on AWS. */
export const standings = z.registry<Standing>();

/** A property that is accepted, where `legal` takes it, and that nothing acts on locally. */
export function recorded(why: string, legal: z.ZodType = z.json()) {
  return legal.optional().register(standings, { kind: 'recorded', why });
}

/** A property that cannot be honoured, so that setting it is an error. */
export function refused(why: string) {
  return z.never(why).optional().register(standings, { kind: 'refused', why });
}

/** A property that acts with a difference. */
export function approximated<Schema extends z.ZodType>(schema: Schema, why: string): Schema {
  standings.add(schema, { kind: 'approximated', why });
  return schema;
}
