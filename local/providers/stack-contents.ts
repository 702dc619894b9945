import type { Distribution } from '../../definition/model/cloudfront.ts';
import type { StackContents, StackOutput, StackResource } from '../../definition/model/stack.ts';
import { without } from '../../definition/properties/without.ts';
import { resolveSingle } from '../../definition/resolution/resolve-template.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../definition/resolution/resolved-template.ts';
import type { JsonValue } from '../../definition/template/json-value.ts';
import type { StackDefinition, TemplateParameter } from '../../definition/template/template.ts';
import { ownValue } from '../../json/own-value.ts';
import type { Ports } from '../environment/local-environment.ts';
import { digestOf } from './digest.ts';
import type { LocalInputs } from './local-values.ts';
import { asLocal, resolveLocally } from './local-workload.ts';
import { reachableOutputs } from './reachable-outputs.ts';

/** The types of which an API of the control plane repeats what the template says, and which attributes it repeats. */
const describedTypes: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudFront::Distribution': ['DomainName'],
  'AWS::CloudFront::VpcOrigin': [],
  'AWS::ElastiCache::CacheCluster': ['RedisEndpoint.Address', 'RedisEndpoint.Port'],
  'AWS::ElastiCache::ReplicationGroup': [
    ...['PrimaryEndPoint.Address', 'PrimaryEndPoint.Port'],
    ...['ReaderEndPoint.Address', 'ReaderEndPoint.Port'],
  ],
  'AWS::Route53::HostedZone': ['NameServers'],
  'AWS::Route53::RecordSet': [],
  'AWS::Route53::RecordSetGroup': [],
};

/** Properties of these types that are secret. */
const secretProperties = { AuthToken: true };

/** What a reader of a stack's contents needs besides its template. */
export interface ContentsInputs {
  readonly inputs: LocalInputs;
  readonly distributions: readonly Pick<Distribution, 'domainName' | 'aliases'>[];
  readonly ports: Pick<Ports, 'https' | 'http'>;
}

/** All that a stack has locally, whatever provides it. Raises what resolving its template raises. */
export function stackContents(stack: StackDefinition, given: ContentsInputs): StackContents {
  const resolved = resolveLocally(stack, given.inputs);
  const { Description: description, Parameters } = stack.template;
  return {
    ...(description === undefined ? {} : { description }),
    parameters: Object.entries(Parameters).map(([key, parameter]) => ({
      key,
      value: shownValue(parameter, ownValue(given.inputs.parameters ?? {}, key)),
    })),
    resources: resolved.resources.map((resource) => contained(resolved, resource, given)),
    outputs: outputsOf(stack, resolved, given),
  };
}

function shownValue({ NoEcho, Default }: TemplateParameter, given: JsonValue | undefined): string {
  return NoEcho ? '****' : String(given ?? Default ?? '');
}

function contained(
  resolved: ResolvedTemplate,
  resource: ResolvedResource,
  given: ContentsInputs,
): StackResource {
  const { logicalId, type, properties } = resource;
  return {
    logicalId,
    type,
    physicalId: String(resolved.values(logicalId, 'Ref') ?? `${resolved.stackName}-${logicalId}`),
    digest: digestOf(properties).slice(0, 16),
    ...describedOf(resolved, resource, given),
  };
}

function describedOf(
  resolved: ResolvedTemplate,
  { logicalId, type, properties }: ResolvedResource,
  { distributions, ports }: ContentsInputs,
): Pick<StackResource, 'properties' | 'attributes'> {
  const names = ownValue(describedTypes, type);
  if (names === undefined) return {};
  const attributes = names.flatMap((name) => {
    const value = resolved.values(logicalId, name);
    return value === undefined ? [] : [[name, { Value: value }] as const];
  });
  const reachable = reachableOutputs(Object.fromEntries(attributes), distributions, ports);
  return {
    properties: without(properties, secretProperties),
    attributes: Object.fromEntries(Object.entries(reachable).map(([name, { Value }]) => [name, Value])),
  };
}

function outputsOf(
  stack: StackDefinition,
  { outputs, values }: ResolvedTemplate,
  { inputs, distributions, ports }: ContentsInputs,
): readonly StackOutput[] {
  const local = asLocal(stack);
  const written = Object.entries(outputs).map(([key, Value]) => [key, { Value }] as const);
  const reachable = reachableOutputs(Object.fromEntries(written), distributions, ports);
  return Object.entries(reachable).map(([key, { Value }]) => {
    const { Description: description, Export: exported } = ownValue(local.template.Outputs, key) ?? {};
    const place = ['Outputs', key, 'Export', 'Name'];
    return {
      key,
      value: String(Value),
      ...(description === undefined ? {} : { description }),
      ...(exported === undefined
        ? {}
        : { exportName: String(resolveSingle(exported.Name, place, local, values, inputs)) }),
    };
  });
}
