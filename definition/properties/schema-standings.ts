import type { z } from 'zod';
import { schemaNode } from './schema-node.ts';
import type { Standing } from './standing.ts';

/** The standings below a schema with the path of each: what is below a property that is recorded or refused is too. */
export function schemaStandings(
  schema: z.ZodType,
  path: readonly string[] = [],
): readonly { readonly path: readonly string[]; readonly standing: Standing }[] {
  const { standing, members, ofEach } = schemaNode(schema);
  if (standing !== undefined) return [{ path, standing }];
  const below = [...members, ...(ofEach === undefined ? [] : [['*', ofEach] as const])];
  return below.flatMap(([name, member]) => schemaStandings(member, [...path, name]));
}
