import type { JsonObject } from '../../definition/template/json-value.ts';
import { type CostedResource, objects, text } from '../charges/costed-resource.ts';

/** A change of a definition that would save something. */
export interface WhatIf {
  /** As it is written, such as `--nat 1`. */
  readonly option: string;
  /** What is worse then, as a sentence. */
  readonly givesUp: string;
  /** The resources as they would be; undefined where there is nothing to change. */
  readonly change: (resources: readonly CostedResource[]) => readonly CostedResource[] | undefined;
}

/** Changes the resources that are meant; undefined where there are none, or nothing about them changes. */
export function changed(
  resources: readonly CostedResource[],
  isMeant: (resource: CostedResource) => boolean,
  properties: (resource: CostedResource) => JsonObject,
): readonly CostedResource[] | undefined {
  const after = resources.map((resource) =>
    isMeant(resource)
      ? { ...resource, properties: { ...resource.properties, ...properties(resource) } }
      : resource,
  );
  const differs = after.some(
    (resource, index) => JSON.stringify(resource.properties) !== JSON.stringify(resources[index]?.properties),
  );
  return differs ? after : undefined;
}

/** Takes resources away, and the alarms that watch them; undefined where there are none. */
export function without(
  resources: readonly CostedResource[],
  isMeant: (resource: CostedResource) => boolean,
): readonly CostedResource[] | undefined {
  const gone = resources.filter(isMeant);
  if (gone.length === 0) return undefined;
  const names = new Set(gone.map(({ attribute }) => String(attribute('Ref'))));
  return resources.filter((resource) => !gone.includes(resource) && !watches(resource, names));
}

function watches(resource: CostedResource, names: ReadonlySet<string>): boolean {
  return (
    resource.type === 'AWS::CloudWatch::Alarm' &&
    objects(resource, 'Dimensions').some((dimension) => names.has(text(dimension, 'Value') ?? ''))
  );
}
