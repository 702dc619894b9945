import { type ResolvedStack, resolveTemplates } from '../../definition/read-stacks.ts';
import type { ResolvedTemplate } from '../../definition/resolution/resolved-template.ts';
import { isJsonObject, type JsonObject } from '../../definition/template/json-value.ts';
import { parseTemplate } from '../../definition/template/template.ts';
import type { Environment } from '../../stack/environments/environment.ts';
import { synthesize } from '../../stack/testing/synthesize.ts';
import { type CostedResource, costedResources } from '../charges/costed-resource.ts';

/** The stacks of an environment, with changes to its settings. */
export function storeStacks(
  environment: string,
  changes: Partial<Environment> = {},
): readonly ResolvedStack[] {
  const { templates } = synthesize({ environment }, { changes });
  const names = [...templates.keys()];
  return resolveTemplates(
    [...templates].map(([stackName, template]) => ({
      ...{ id: stackName, stackName, accountId: '123456789012' },
      region: stackName.includes('certificate') ? 'us-east-1' : 'ap-southeast-1',
      template: parseTemplate(template.toJSON(), stackName),
      dependencies: stackName.includes('certificate') ? [] : names.filter((name) => name !== stackName),
    })),
  );
}

/** A stack of a template that a test writes. */
export function stackOf(
  resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: JsonObject }>>,
  region = 'ap-southeast-1',
): readonly ResolvedStack[] {
  const template = parseTemplate({ Resources: resources }, 'a test');
  const stack = {
    id: 'test',
    stackName: 'test',
    region,
    accountId: '123456789012',
    dependencies: [],
    template,
  };
  return resolveTemplates([stack]);
}

/** Stacks without some of their resources. */
export function leavingOut(
  stacks: readonly ResolvedStack[],
  isLeftOut: (resource: CostedResource) => boolean,
): readonly { readonly template: ResolvedTemplate }[] {
  const out = costedResources(stacks).filter(isLeftOut);
  return stacks.map(({ template }) => ({
    template: {
      ...template,
      resources: template.resources.filter(
        ({ logicalId }) => !out.some((each) => each.logicalId === logicalId),
      ),
    },
  }));
}

/** Stacks with other properties of some resources. */
export function withProperties(
  stacks: readonly ResolvedStack[],
  type: string,
  properties: JsonObject,
): readonly { readonly template: ResolvedTemplate }[] {
  return stacks.map(({ template }) => ({
    template: {
      ...template,
      resources: template.resources.map((resource) =>
        resource.type === type && isJsonObject(resource.properties)
          ? { ...resource, properties: { ...resource.properties, ...properties } }
          : resource,
      ),
    },
  }));
}
