import type { ResolvedTemplate } from '../../definition/resolution/resolved-template.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../definition/template/json-value.ts';
import { ownValue } from '../../json/own-value.ts';
import type { Free, Unpriced } from './charge.ts';

/** A resource of a resolved template, as far as its price goes by it. */
export interface CostedResource {
  readonly stackName: string;
  readonly region: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** What `Ref` and `Fn::GetAtt` give. */
  readonly attribute: (name: string) => JsonValue | undefined;
}

/** The resources of stacks. */
export function costedResources(
  stacks: readonly { readonly template: ResolvedTemplate }[],
): readonly CostedResource[] {
  return stacks.flatMap(({ template: { stackName, region, resources, values } }) =>
    resources.map(({ logicalId, type, properties }) => ({
      ...{ stackName, region, logicalId, type, properties },
      attribute: (name) => values(logicalId, name),
    })),
  );
}

/** A property as text; undefined where the template is silent. */
export function text({ properties }: Pick<CostedResource, 'properties'>, name: string): string | undefined {
  const value = ownValue(properties, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** A property as a number, which templates may write as text. */
export function number(resource: Pick<CostedResource, 'properties'>, name: string): number | undefined {
  const written = text(resource, name);
  return written === undefined || written === '' ? undefined : Number(written);
}

/** Whether a property is true, which templates may write as text. */
export function isOn({ properties }: Pick<CostedResource, 'properties'>, name: string): boolean {
  return String(ownValue(properties, name)) === 'true';
}

/** A property that is a list; empty where the template is silent. */
export function list({ properties }: Pick<CostedResource, 'properties'>, name: string): readonly JsonValue[] {
  const value = ownValue(properties, name);
  return Array.isArray(value) ? value : [];
}

/** The objects of a list. */
export function objects(
  resource: Pick<CostedResource, 'properties'>,
  name: string,
): readonly { readonly properties: JsonObject }[] {
  return list(resource, name)
    .filter(isJsonObject)
    .map((properties) => ({ properties }));
}

/** A property that is an object; empty where the template is silent. */
export function object(
  { properties }: Pick<CostedResource, 'properties'>,
  name: string,
): { readonly properties: JsonObject } {
  const value = ownValue(properties, name);
  return { properties: isJsonObject(value) ? value : {} };
}

/** Says that a resource, or something about it, has no price here. */
export function unpriced({ type, logicalId }: CostedResource, why: string): Unpriced {
  return { type, resources: [logicalId], unpriced: why };
}

/** Says that a resource costs nothing. */
export function free({ type, logicalId }: CostedResource, why: string): Free {
  return { type, resources: [logicalId], free: why };
}
