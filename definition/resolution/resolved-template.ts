import { Failure } from '../../failure/failure.ts';
import type { JsonObject, JsonValue } from '../template/json-value.ts';
import type { RemovalPolicy } from '../template/template.ts';
import type { ResourceValues } from './resolver.ts';

/** A resource whose properties hold no intrinsic function any more. */
export interface ResolvedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly deletionPolicy?: RemovalPolicy;
  readonly updateReplacePolicy?: RemovalPolicy;
}

/** A template without intrinsic functions; what its conditions leave out is gone. */
export interface ResolvedTemplate {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  /** In the template's order. */
  readonly resources: readonly ResolvedResource[];
  readonly outputs: Readonly<Record<string, JsonValue>>;
  /** What was resolved with: tells which resource a value such as an ARN belongs to. */
  readonly values: ResourceValues;
}

export function resourcesOfType(template: ResolvedTemplate, type: string): readonly ResolvedResource[] {
  return template.resources.filter((resource) => resource.type === type);
}

/**
 * The resource of some types whose `Ref` (or another attribute) is the value, such as the target group with an
 * ARN. Fails with `TEMPLATE_UNRESOLVED_REFERENCE` where the template has none.
 */
export function resourceWithValue(
  template: ResolvedTemplate,
  wanted: {
    readonly types: readonly string[];
    readonly value: string;
    readonly attributes?: readonly string[];
  },
  referredBy: string,
): ResolvedResource {
  const { types, value, attributes = ['Ref'] } = wanted;
  const found = template.resources.find(
    ({ type, logicalId }) =>
      types.includes(type) && attributes.some((name) => template.values(logicalId, name) === value),
  );
  if (found !== undefined) return found;
  throw new Failure(
    'TEMPLATE_UNRESOLVED_REFERENCE',
    `${referredBy} refers to ${JSON.stringify(value)}, but stack ${template.stackName} has no such ${types.join(' or ')}.`,
    {
      hint: 'The local environment needs the resource in the same template: define it there in the CDK app.',
    },
  );
}
