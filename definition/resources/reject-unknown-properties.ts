import { unsupportedProperty } from '../properties/read-properties.ts';
import type { ResolvedTemplate } from '../resolution/resolved-template.ts';
import { knownProperties } from './known-properties.ts';

/**
 * Fails with `TEMPLATE_UNSUPPORTED_PROPERTY` for a property that a type does not have on AWS, where nothing here would
 * notice it; the types that something provides are read with schemas that do.
 */
export function rejectUnknownProperties(template: ResolvedTemplate): void {
  for (const resource of template.resources) {
    const known = Object.hasOwn(knownProperties, resource.type) ? knownProperties[resource.type] : undefined;
    if (known === undefined) continue;
    const unknown = Object.keys(resource.properties).find((name) => !known.has(name));
    if (unknown !== undefined) throw unsupportedProperty(resource, [unknown], `${resource.type} has none`);
  }
}
