import type { JsonObject, JsonValue } from '../../definition/template/json-value.ts';
import type { Template } from '../../definition/template/template.ts';
import { resourceValues } from '../../definition/values/resource-values.ts';
import { valuesOnAws } from '../../definition/values/values-on-aws.ts';
import { MotoRefusal } from './ask-moto.ts';
import type { MotoServer } from './moto-server.ts';
import { queryMoto } from './query-moto.ts';
import { referencesOf } from './rewrite-references.ts';
import type { Known, Stub } from './stub.ts';

/** A template, where it is deployed, and what moto needs for it. */
export interface Deployment {
  readonly moto: MotoServer;
  readonly stubs: readonly Stub[];
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly template: Template;
  /** Outputs by stack name: those that the template may ask for. */
  readonly outputs: Outputs;
}

export type Outputs = Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;

/**
 * Creates a stack, or updates the one of which moto has `created`. Gives the template that moto has then. Raises a
 * `MotoRefusal`.
 */
export async function deploy(deployment: Deployment, created?: Template): Promise<Template> {
  const stubbed = stubbedTemplate(deployment, created);
  await sendTemplate(deployment, withReferencesShown(stubbed), created !== undefined);
  return stubbed;
}

/** The template as moto takes it. */
export function stubbedTemplate(deployment: Deployment, created: Template | undefined): Template {
  const known = knownOf(deployment, created);
  return deployment.stubs.reduce((current, stub) => stub.apply(current, known), deployment.template);
}

/** Hands a template to moto's CloudFormation. Raises a `MotoRefusal`. */
export async function sendTemplate(
  { moto, stackName, region }: Deployment,
  template: Template,
  isUpdate: boolean,
): Promise<void> {
  await queryMoto({
    ...{ moto, region, service: 'cloudformation', action: isUpdate ? 'UpdateStack' : 'CreateStack' },
    // Read as JSON because of the tab, which YAML forbids there: as YAML, moto reads it several times as slowly.
    parameters: { StackName: stackName, TemplateBody: `\t${JSON.stringify(template)}` },
  });
}

/** Deletes a stack with all that moto deletes. */
export async function remove({ moto, stackName, region }: Deployment): Promise<void> {
  const parameters = { StackName: stackName };
  await queryMoto({ moto, region, service: 'cloudformation', action: 'DeleteStack', parameters });
}

function knownOf(deployment: Deployment, created: Template | undefined): Known {
  const { outputs: stackOutputs } = deployment;
  const values = resourceValues(deployment, { stackOutputs }, (_logicalId, type) => valuesOnAws(type));
  return {
    created,
    valueOnAws: (logicalId, attribute) =>
      values(logicalId, attribute) ?? fail(`Nothing is known of ${logicalId}.${attribute}`),
    outputOf: ({ StackName: stack, OutputName: output }) =>
      stackOutputs[String(stack)]?.[String(output)] ?? refuse(`Stack ${stack} has no output ${output}`),
  };
}

function fail(message: string): never {
  throw new Error(message);
}

function refuse(message: string): never {
  throw new MotoRefusal(message);
}

/** Whether the name of an output is that of a reference, in which moto shows what it makes of it. */
export function isReference(output: string): boolean {
  return /^Reference\d+$/.test(output);
}

/** The template with what moto makes of each reference among its outputs. */
export function withReferencesShown(template: Template): Template {
  const shown = referencesOf(template).map(([logicalId, attribute], index) => {
    const Value: JsonObject =
      attribute === 'Ref' ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] };
    return [`Reference${index}`, { Value, Description: `${logicalId}.${attribute}` }] as const;
  });
  return { ...template, Outputs: { ...template.Outputs, ...Object.fromEntries(shown) } };
}
