import type { PropertyType, SpecDatabase } from '@aws-cdk/service-spec-types';
import { z } from 'zod';
import type { JsonValue } from '../../template/json-value.ts';
import { type Properties, type PropertyPath, specificationOf } from './specified-properties.ts';

/** A property with values that AWS specifies, and values that it would refuse. */
export interface SpecifiedValues {
  readonly path: PropertyPath;
  /** Where AWS has a list of them. */
  readonly legal: readonly JsonValue[];
  /** Of another type, not in the list, or with a member that there is not. */
  readonly illegal: readonly JsonValue[];
}

const unknown = 'surprise';

/** The type of a number has none of these in its declaration. */
const allowedNumbers = z.object({ allowedValues: z.array(z.number()).default([]) });

/** The properties of a resource type at all depths, with values for each; a custom resource has none. */
export async function specifiedValues(type: string): Promise<readonly SpecifiedValues[]> {
  const { specification, properties } = await specificationOf(type);
  return below(specification, properties, [], []);
}

function below(
  specification: SpecDatabase,
  properties: Properties,
  path: PropertyPath,
  seen: readonly string[],
): readonly SpecifiedValues[] {
  return Object.entries(properties).flatMap(([name, { type }]) => {
    const at = [...path, name];
    return [{ path: at, ...valuesOf(type) }, ...inside(specification, type, at, seen)];
  });
}

function inside(
  specification: SpecDatabase,
  type: PropertyType,
  path: PropertyPath,
  seen: readonly string[],
): readonly SpecifiedValues[] {
  switch (type.type) {
    case 'array':
      return inside(specification, type.element, path, seen);
    case 'ref': {
      const { $id, properties } = specification.get('typeDefinition', type.reference.$ref);
      return seen.includes($id) ? [] : below(specification, properties, path, [...seen, $id]);
    }
    default:
      return [];
  }
}

function valuesOf(type: PropertyType): Omit<SpecifiedValues, 'path'> {
  switch (type.type) {
    case 'string':
      return scalar(type.allowedValues ?? [], [[unknown], { [unknown]: 1 }]);
    case 'integer':
    case 'number':
      return scalar(allowedNumbers.parse(type).allowedValues, [unknown, [1], { [unknown]: 1 }]);
    case 'boolean':
      return { legal: [true, false], illegal: [unknown, [true], { [unknown]: 1 }] };
    case 'tag':
    case 'ref':
      return { legal: [], illegal: [unknown, { [unknown]: 1 }] };
    case 'array': {
      const { legal, illegal } = valuesOf(type.element);
      const items = illegal.filter((value) => typeof value !== 'object' || !Array.isArray(value));
      return { legal: legal.map((value) => [value]), illegal: [unknown, ...items.map((value) => [value])] };
    }
    default:
      return { legal: [], illegal: [] };
  }
}

function scalar(legal: readonly JsonValue[], illegal: readonly JsonValue[]) {
  return { legal, illegal: legal.length === 0 ? illegal : [unknown, ...illegal] };
}
