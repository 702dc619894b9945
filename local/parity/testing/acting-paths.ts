import { z } from 'zod';
import { schemaNode } from '../../../definition/properties/schema-node.ts';

/**
 * Paths of the properties that a schema says to act: all but those that are recorded or refused, and those of which
 * every value but one is refused. A list of `{Key, Value}` is one property.
 */
export function actingPaths(schema: z.ZodType, path: readonly string[] = []): readonly (readonly string[])[] {
  const { standing, members } = schemaNode(schema);
  if (standing?.kind === 'recorded' || standing?.kind === 'refused' || hasOneValue(schema)) return [];
  const below = isKeyed([...members.keys()]) ? [] : [...members];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...below.flatMap(([name, member]) => actingPaths(member, [...path, name])),
  ];
}

function hasOneValue(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodLiteral) return schema.values.size === 1;
  return schemaNode(schema).alternatives.some(
    (inner) => !(schema instanceof z.ZodUnion) && !(schema instanceof z.ZodArray) && hasOneValue(inner),
  );
}

function isKeyed(names: readonly string[]): boolean {
  return (
    names
      .map((name) => name.toLowerCase())
      .toSorted()
      .join() === 'key,value'
  );
}
