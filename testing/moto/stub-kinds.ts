import { isDeepStrictEqual } from 'node:util';
import { findReferences } from '../../definition/resolution/find-references.ts';
import { isJsonObject } from '../../definition/template/json-value.ts';
import type { Template, TemplateResource } from '../../definition/template/template.ts';
import { mapValues } from './map-values.ts';
import { rewriteReferences, rewriteValues } from './rewrite-references.ts';
import type { Known, Stub } from './stub.ts';

/** A value of another stack, which moto has as well. */
export function ofOtherStack(): Stub {
  return {
    what: '`Fn::GetStackOutput`',
    instead: 'the output that the other stack has in moto',
    why: 'moto does not know the function',
    apply: (template, { outputOf }) =>
      rewriteValues(template, ({ 'Fn::GetStackOutput': argument }) =>
        argument !== undefined && isJsonObject(argument) ? outputOf(argument) : undefined,
      ),
  };
}

/** `...:loadbalancer/app/NAME/ID` ends with the full name, and so does the ARN of a target group. */
export function endOfArn(type: string, name: string, separator: string, part: number): Stub {
  return {
    what: `\`${type}.${name}\``,
    instead: 'the end of its ARN',
    why: 'moto does not know the attribute',
    apply: (template) =>
      rewriteReferences(template, (logicalId, asked) => {
        if (asked !== name || template.Resources[logicalId]?.Type !== type) return undefined;
        return { 'Fn::Select': [part, { 'Fn::Split': [separator, { Ref: logicalId }] }] };
      }),
  };
}

/** A property that moto does not take. */
export function withoutProperty(type: string, property: string, why: string): Stub {
  return {
    what: `\`${type}.${property}\``,
    instead: 'the property is left out',
    why,
    apply: (template) =>
      changeResources(template, type, (resource) => {
        const { [property]: _, ...Properties } = resource.Properties ?? {};
        return { ...resource, Properties };
      }),
  };
}

/** A type whose resources have no id in moto. */
export function unnamed(type: string): Stub {
  return {
    what: `Physical id of \`${type}\``,
    instead: 'it is not looked at',
    why: 'moto lists none, and its `Ref` is an object of Python',
    apply: (template) => template,
    explains: (fault) =>
      fault.type === type &&
      (fault.kind === 'no physical id' || (fault.kind === 'no text' && fault.place.endsWith('.Ref'))),
  };
}

/** A type whose resources moto cannot update. */
export function unchanged(type: string): Stub {
  return {
    what: `Updating \`${type}\``,
    instead: 'it stays as it was created',
    why: 'moto loses a resource of this type when the template changes it',
    apply: (template, { created }) =>
      changeResources(template, type, (resource, logicalId) => created?.Resources[logicalId] ?? resource),
  };
}

/** Moto sees a change of a service by its metadata. Only of services, as many other types cannot be updated in moto at all. */
export function noteChanges(template: Template, { created }: Known): Template {
  return changeResources(template, 'AWS::ECS::Service', (service) => {
    const referred = findReferences(service.Properties ?? {}).filter(
      (other) => !isDeepStrictEqual(template.Resources[other], created?.Resources[other]),
    );
    return created === undefined || referred.length === 0 ? service : { ...service, Metadata: { referred } };
  });
}

/** A template in which the resources of a type are changed. */
export function changeResources(
  template: Template,
  type: string,
  change: (resource: TemplateResource, logicalId: string) => TemplateResource,
): Template {
  const Resources = mapValues(template.Resources, (resource, logicalId) =>
    resource.Type === type ? change(resource, logicalId) : resource,
  );
  return { ...template, Resources };
}
