import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '../../definition/template/json-value.ts';
import type { Template } from '../../definition/template/template.ts';
import { mapValues } from './map-values.ts';

/** What to put in the place of a reference to a resource's `Ref` or attribute; undefined to leave it. */
export type Rewrite = (logicalId: string, attribute: string) => JsonValue | undefined;

/** A template with other values in the place of references, in properties and outputs. */
export function rewriteReferences(template: Template, rewrite: Rewrite): Template {
  return rewriteValues(template, (object) => {
    const reference = referenceIn(object);
    return reference === undefined ? undefined : rewrite(...reference);
  });
}

/** A template in whose properties and outputs objects, functions above all, are replaced where `rewrite` has a value. */
export function rewriteValues(
  template: Template,
  rewrite: (object: JsonObject) => JsonValue | undefined,
): Template {
  const inside = (value: JsonValue): JsonValue => {
    if (isJsonList(value)) return value.map(inside);
    if (!isJsonObject(value)) return value;
    return rewrite(value) ?? mapValues(value, inside);
  };
  return {
    ...template,
    Resources: mapValues(template.Resources, (resource) => ({
      ...resource,
      ...(resource.Properties && { Properties: mapValues(resource.Properties, inside) }),
    })),
    Outputs: mapValues(template.Outputs, (output) => ({ ...output, Value: inside(output.Value) })),
  };
}

/** The references of a template to its own resources, each once. */
export function referencesOf(
  template: Template,
): readonly (readonly [logicalId: string, attribute: string])[] {
  const found = new Map<string, readonly [string, string]>();
  rewriteReferences(template, (logicalId, attribute) => {
    if (Object.hasOwn(template.Resources, logicalId)) {
      found.set(`${logicalId}.${attribute}`, [logicalId, attribute]);
    }
    return undefined;
  });
  return [...found.values()];
}

function referenceIn(object: JsonObject): readonly [string, string] | undefined {
  const { Ref: ref, 'Fn::GetAtt': getAtt, 'Fn::Sub': sub } = object;
  if (sub !== undefined && /\$\{(?!AWS::|!)/.test(JSON.stringify(sub))) {
    throw new Error(`References in Fn::Sub are not replaced: ${JSON.stringify(sub)}`);
  }
  if (typeof ref === 'string') return [ref, 'Ref'];
  if (typeof getAtt === 'string') {
    const [logicalId = '', ...attribute] = getAtt.split('.');
    return [logicalId, attribute.join('.')];
  }
  if (getAtt === undefined || !isJsonList(getAtt)) return undefined;
  return [String(getAtt[0]), String(getAtt[1])];
}
