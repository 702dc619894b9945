import { isJsonObject, type JsonObject, type JsonValue } from '../../definition/template/json-value.ts';
import type { Template, TemplateResource } from '../../definition/template/template.ts';
import { mapValues } from './map-values.ts';
import { rewriteReferences } from './rewrite-references.ts';
import type { Stub } from './stub.ts';

/** How a stand-in differs from the usual one. */
export interface StandInOptions {
  /** Values of attributes that are not those of AWS. */
  readonly attributes?: Readonly<Record<string, JsonValue>>;
  /** What AWS makes besides the resource, by logical id. */
  readonly besides?: (template: Template) => Readonly<Record<string, TemplateResource>>;
}

/** The beginning of the names of stand-ins. */
const folder = '/stand-in/';

/**
 * A parameter of Parameter Store that holds the properties in the place of each resource of a type: moto resolves what
 * the properties refer to, in the order of the template. What refers to the resource gets the values that it has on AWS.
 */
export function standIn(
  type: string,
  why: string,
  instead = 'a parameter that holds its properties',
  { attributes = {}, besides }: StandInOptions = {},
): Stub {
  return {
    what: `\`${type}\``,
    instead,
    why,
    apply: (template, known) => {
      const isOfType = (logicalId: string) => template.Resources[logicalId]?.Type === type;
      if (!Object.keys(template.Resources).some(isOfType)) return template;
      const rewritten = rewriteReferences(template, (logicalId, attribute) =>
        isOfType(logicalId) ? (attributes[attribute] ?? known.valueOnAws(logicalId, attribute)) : undefined,
      );
      const Resources = mapValues(rewritten.Resources, (resource, logicalId) =>
        isOfType(logicalId) ? parameterOf(logicalId, resource) : resource,
      );
      return { ...rewritten, Resources: { ...Resources, ...besides?.(template) } };
    },
  };
}

function parameterOf(
  logicalId: string,
  { Properties = {}, ...resource }: TemplateResource,
): TemplateResource {
  return {
    ...resource,
    Type: 'AWS::SSM::Parameter',
    Properties: {
      Name: { 'Fn::Join': ['', [folder, { Ref: 'AWS::StackName' }, '/', logicalId]] },
      Type: 'String',
      Value: { 'Fn::ToJsonString': Properties },
    },
  };
}

/** The properties that stand-ins of a template hold, as they are written, by logical id. */
export function standInsOf(template: Template): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(
    Object.entries(template.Resources).flatMap(([logicalId, { Type, Properties }]) => {
      const { Value } = Properties ?? {};
      if (Type !== 'AWS::SSM::Parameter' || Value === undefined || !isJsonObject(Value)) return [];
      const properties = Value['Fn::ToJsonString'];
      return properties !== undefined && isJsonObject(properties) ? [[logicalId, properties] as const] : [];
    }),
  );
}

/** The name of the parameter that stands in for a resource. */
export function nameOfStandIn(stackName: string, logicalId: string): string {
  return `${folder}${stackName}/${logicalId}`;
}
