import { z } from 'zod';
import { isJsonList, isJsonObject, type JsonValue } from '../template/json-value.ts';

/** A scalar in a resource's properties: where it is exactly, and its property's path without the places in lists. */
export interface PropertyLeaf {
  readonly at: readonly (string | number)[];
  readonly path: readonly string[];
  readonly value: JsonValue;
}

/**
 * The scalars below a value, and its empty lists and objects; in a list of `{Key, Value}`, a path continues
 * with the key.
 */
export function propertyLeaves(
  value: JsonValue,
  at: PropertyLeaf['at'] = [],
  path: readonly string[] = [],
): readonly PropertyLeaf[] {
  if (isJsonList(value) && value.length > 0) {
    return value.flatMap((item, index) => leavesOfItem(item, [...at, index], path));
  }
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, inside]) =>
      propertyLeaves(inside, [...at, name], [...path, name]),
    );
  }
  return path.length === 0 ? [] : [{ at, path, value }];
}

const keyed = z.strictObject({ Key: z.string(), Value: z.json() });

function leavesOfItem(
  item: JsonValue,
  at: PropertyLeaf['at'],
  path: readonly string[],
): readonly PropertyLeaf[] {
  const parsed = keyed.safeParse(item);
  if (!parsed.success) return propertyLeaves(item, at, path);
  const { Key, Value } = parsed.data;
  return [{ at: [...at, 'Value'], path: [...path, Key], value: Value }];
}
