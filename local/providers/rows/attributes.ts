import type { JsonValue } from '../../../definition/template/json-value.ts';
import type { AttributeValues } from '../realisation.ts';
import type { ResourceView } from '../resource-view.ts';

type ValueOf = (resource: ResourceView) => JsonValue | undefined;

/** Values by attribute name, `Ref` among them. */
export function attributes(table: Readonly<Record<string, ValueOf>>): AttributeValues {
  return (attribute, resource) =>
    Object.hasOwn(table, attribute) ? table[attribute]?.(resource) : undefined;
}

/** A resource whose `Ref` and `Id` (and further attributes) are one and the same value. */
export function single(value: ValueOf, ...names: readonly string[]): AttributeValues {
  return attributes(Object.fromEntries(['Ref', 'Id', ...names].map((name) => [name, value])));
}
