import { z } from 'zod';
import type { PropertyLeaf } from '../../../definition/properties/property-leaves.ts';
import { schemaBelow, schemaNode } from '../../../definition/properties/schema-node.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../../definition/template/json-value.ts';

/**
 * Other values for a leaf, the likeliest to be legal first; undefined stands for leaving the property out. Text that
 * says the same as a number or a boolean is no other value.
 */
export function otherValues(
  leaf: PropertyLeaf,
  schema: z.ZodType | undefined,
): readonly (JsonValue | undefined)[] {
  const below = schema === undefined ? undefined : schemaBelow(schema, leaf.path);
  const named = below === undefined ? [] : optionsOf(below);
  // To say nothing is no other value than to say an empty list or object.
  const absent = typeof leaf.value === 'object' ? [] : [undefined];
  return [...named, ...changed(leaf.value), ...absent].filter(
    (value) => String(value) !== String(leaf.value),
  );
}

function changed(value: JsonValue): readonly JsonValue[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1, value * 2, Math.floor(value / 2)];
  if (typeof value !== 'string') return ['x', 1, true];
  if (value === 'true' || value === 'false') return [value === 'true' ? 'false' : 'true'];
  if (/^\d+$/.test(value)) return [Number(value) + 1, Number(value) * 2, Number(value) - 1].map(String);
  return [`${value}x`, `x${value}`, `${value}/x`];
}

/** The values that a schema names, whatever wraps it. */
function optionsOf(schema: z.ZodType): readonly JsonValue[] {
  const values = z.array(z.union([z.string(), z.number(), z.boolean()]));
  if (schema instanceof z.ZodEnum) return values.parse(schema.options);
  if (schema instanceof z.ZodLiteral) return values.parse([...schema.values]);
  return schemaNode(schema).alternatives.flatMap(optionsOf);
}

/** The properties with another value at a leaf. */
export function withValue(
  properties: JsonValue,
  at: PropertyLeaf['at'],
  value: JsonValue | undefined,
): JsonValue {
  const [step, ...rest] = at;
  if (step === undefined) return value ?? properties;
  if (isJsonList(properties)) {
    const items = properties.map((item, index) => (index === step ? withValue(item, rest, value) : item));
    return rest.length === 0 && value === undefined ? items.filter((_, index) => index !== step) : items;
  }
  if (!isJsonObject(properties)) return properties;
  const { [step]: before = null, ...others } = properties;
  if (rest.length === 0 && value === undefined) return others;
  return { ...properties, [step]: withValue(before, rest, value) };
}
