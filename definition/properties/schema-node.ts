import { z } from 'zod';
import { type Standing, standings } from './standing.ts';

/** A schema as a place in a tree of properties: how the property is treated, and what can be below it. */
export interface SchemaNode {
  readonly standing?: Standing;
  /** What the schema wraps: the alternatives of a union, the inside of a default; none for a schema that wraps nothing. */
  readonly alternatives: readonly z.ZodType[];
  /** Schemas below it by the name of the property; none where any name or no name may follow. */
  readonly members: ReadonlyMap<string, z.ZodType>;
  /** Where any name may follow, as in a map of parameters: the schema of each value. */
  readonly ofEach?: z.ZodType;
  /** Whether an object of it ignores a member that it does not know. */
  readonly ignoresUnknown?: boolean;
}

const nothingBelow: SchemaNode = { alternatives: [], members: new Map() };

/** Schemas never change, and one of a parameter group has hundreds of members. */
const known = new WeakMap<z.ZodType, SchemaNode>();

/** The node of a schema, with whatever only wraps it (defaults, lists, alternatives, transformations) looked through. */
export function schemaNode(schema: z.ZodType): SchemaNode {
  const node = known.get(schema) ?? nodeOf(schema);
  known.set(schema, node);
  return node;
}

function nodeOf(schema: z.ZodType): SchemaNode {
  const standing = standings.get(schema);
  const inner = insideOf(schema);
  const below = inner.length > 0 ? inner.map(schemaNode).reduce(merged, nothingBelow) : ownNode(schema);
  return { ...below, alternatives: inner, ...(standing === undefined ? {} : { standing }) };
}

/** The schema below a schema by a path of names; undefined if it has none there. */
export function schemaBelow(schema: z.ZodType, path: readonly string[]): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((at, name) => {
    return at === undefined ? undefined : memberNamed(schemaNode(at), name);
  }, schema);
}

/** A member by its name in CloudFormation, which the APIs of AWS spell with a small letter at the beginning. */
export function memberNamed({ members, ofEach }: SchemaNode, name: string): z.ZodType | undefined {
  if (members.has(name)) return members.get(name);
  const spelled = [...members.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
  return spelled === undefined ? ofEach : members.get(spelled);
}

/** How the property at a path is treated: the nearest standing, from the property itself upwards. */
export function standingAt(schema: z.ZodType, path: readonly string[]): Standing | undefined {
  const [name, ...rest] = path;
  const node = schemaNode(schema);
  const below = name === undefined ? undefined : memberNamed(node, name);
  return (below === undefined ? undefined : standingAt(below, rest)) ?? node.standing;
}

function ownNode(schema: z.ZodType): SchemaNode {
  if (schema instanceof z.ZodObject) {
    const ignoresUnknown = !(schema.def.catchall instanceof z.ZodNever);
    return { ...nothingBelow, members: new Map(Object.entries(membersOf(schema))), ignoresUnknown };
  }
  if (schema instanceof z.ZodRecord) return { ...nothingBelow, ofEach: asSchema(schema.valueType) };
  return nothingBelow;
}

function membersOf(schema: z.ZodObject): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(Object.entries(schema.shape).map(([name, each]) => [name, asSchema(each)]));
}

/** The schemas that a wrapper wraps; none for a schema that is no wrapper. */
function insideOf(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional)
    return [asSchema(schema.unwrap())];
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly) return [asSchema(schema.unwrap())];
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return [asSchema(schema.unwrap())];
  if (schema instanceof z.ZodArray) return [asSchema(schema.element)];
  if (schema instanceof z.ZodTuple) return schema.def.items.map(asSchema);
  if (schema instanceof z.ZodUnion) return schema.options.map(asSchema);
  if (schema instanceof z.ZodIntersection) return [asSchema(schema.def.left), asSchema(schema.def.right)];
  if (schema instanceof z.ZodPipe) return [schema.in, schema.out].map(asSchema).filter(isNoTransform);
  return [];
}

function isNoTransform(schema: z.ZodType): boolean {
  return !(schema instanceof z.ZodTransform);
}

/** Zod types what it wraps by its core's interface, of which every schema that is made here is a `ZodType`. */
function asSchema(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError('Not a Zod schema.');
}

/** Alternatives: what any of them knows. */
function merged(left: SchemaNode, right: SchemaNode): SchemaNode {
  const ofEach = left.ofEach ?? right.ofEach;
  const standing = left.standing ?? right.standing;
  return {
    alternatives: [],
    members: new Map([...right.members, ...left.members]),
    ...(standing === undefined ? {} : { standing }),
    ...(ofEach === undefined ? {} : { ofEach }),
    ignoresUnknown: left.ignoresUnknown === true || right.ignoresUnknown === true,
  };
}
