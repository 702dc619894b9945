import { ownValue } from '../../json/own-value.ts';
import type { JsonValue } from '../template/json-value.ts';
import { idOf, type ResourceView } from './resource-view.ts';

/** The values of a resource's `Ref` and attributes, by attribute name; undefined if it has no such one. */
export type AttributeValues = (attribute: string, resource: ResourceView) => JsonValue | undefined;

/** Values by resource type. */
export type ValuesByType = Readonly<Record<string, AttributeValues>>;

type ValueOf<View = ResourceView> = (resource: View) => JsonValue | undefined;

/** Values by attribute name, `Ref` among them. */
export function attributes<View extends ResourceView = ResourceView>(
  table: Readonly<Record<string, ValueOf<View>>>,
): (attribute: string, resource: View) => JsonValue | undefined {
  return (attribute, resource) => ownValue(table, attribute)?.(resource);
}

/** A resource whose `Ref` and some attributes are one and the same value. */
export function single(value: ValueOf, ...names: readonly string[]): AttributeValues {
  return attributes(Object.fromEntries(['Ref', ...names].map((name) => [name, value])));
}

/** A resource that is known by an id with AWS's prefix, which `Ref` and some attributes give. */
export function identified(prefix: string, ...names: readonly string[]): AttributeValues {
  return single((resource) => idOf(resource, prefix), ...names);
}
