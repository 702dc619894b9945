import { resolveTemplate } from '../../resolution/resolve-template.ts';
import type { ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { parseTemplate } from '../../template/template.ts';

/** A template with these resources, resolved: each `Ref` is the logical id, or the property that names the resource. */
export function readTemplate(
  resources: Readonly<Record<string, { readonly Type: string; readonly Properties: object }>>,
): ResolvedTemplate {
  const template = parseTemplate({ Resources: resources }, 'a test');
  const stack = { stackName: 'shop', region: 'eu-west-1', accountId: '123456789012', template };
  return resolveTemplate(stack, (id, attribute) => {
    if (attribute !== 'Ref') return `${id}/${attribute}`;
    const identifier: unknown = Object(resources[id]?.Properties).DBInstanceIdentifier;
    return typeof identifier === 'string' ? identifier : id;
  });
}
