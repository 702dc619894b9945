import type { ResolvedResource } from '../resolution/resolved-template.ts';
import { badProperty } from './read-properties.ts';

/**
 * Fails with `TEMPLATE_BAD_PROPERTY` at the second resource whose value of a property another one has already, such
 * as a name, or a priority of a listener.
 */
export function rejectDuplicates<Item extends { readonly resource: ResolvedResource }>(
  items: readonly Item[],
  property: string | readonly string[],
  keyOf: (item: Item) => string | number,
): void {
  const taken = new Map<string | number, string>();
  for (const item of items) {
    const value = keyOf(item);
    const other = taken.get(value);
    if (other !== undefined)
      throw badProperty(item.resource, [property].flat(), `${other} already has it, and it must be unique`);
    taken.set(value, item.resource.logicalId);
  }
}
