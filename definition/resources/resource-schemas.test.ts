import { expect, test } from 'vitest';
import type { z } from 'zod';
import { memberNamed, schemaNode } from '../properties/schema-node.ts';
import { resourceSchemas } from './resource-schemas.ts';
import { type PropertyPath, specifiedProperties } from './testing/specified-properties.ts';

test.each(Object.entries(resourceSchemas))(
  'the schema of %s knows every property that AWS specifies',
  async (type, schema) => {
    const specified = await specifiedProperties(type);
    const missing = specified.filter((path) => !knows(schema, path));
    expect(missing.map((path) => path.join('.'))).toEqual([]);
  },
);

test.each(Object.entries(resourceSchemas))(
  'the schema of %s refuses a property that it does not know, at every depth',
  (_type, schema) => {
    expect(ignoring(schema, [])).toEqual([]);
  },
);

/** Paths at which a member that the schema does not know would be dropped. */
function ignoring(schema: z.ZodType, path: PropertyPath): readonly string[] {
  const { members, ofEach, ignoresUnknown } = schemaNode(schema);
  const below = [...members, ...(ofEach === undefined ? [] : [['*', ofEach] as const])];
  return [
    ...(ignoresUnknown ? [path.join('.')] : []),
    ...below.flatMap(([name, member]) => ignoring(member, [...path, name])),
  ];
}

/** Whatever is below a property of which nothing is read, or any name of which is taken, needs no schema. */
function knows(schema: z.ZodType, [name, ...rest]: PropertyPath): boolean {
  const node = schemaNode(schema);
  if (name === undefined || isTakenWhole(node)) return true;
  const member = memberNamed(node, name);
  return member !== undefined && knows(member, rest);
}

function isTakenWhole(node: ReturnType<typeof schemaNode>): boolean {
  return node.standing?.kind === 'recorded' || node.standing?.kind === 'refused' || node.members.size === 0;
}
