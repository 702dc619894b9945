import type { JsonValue } from '../template/json-value.ts';
import type { StackDefinition } from '../template/template.ts';
import type { Place } from './place.ts';

/** Stands for `AWS::NoValue`: the property, list element or argument is left out. */
export const noValue: unique symbol = Symbol('AWS::NoValue');
export type Resolved = JsonValue | typeof noValue;

/**
 * The value of a resource's `Ref` (attribute `Ref`) or of an attribute such as `Endpoint.Address`;
 * undefined if there is none.
 */
export type ResourceValues = (logicalId: string, attribute: string) => JsonValue | undefined;

/** A reference to a resource's `Ref` or attribute, and where it stands. */
export interface ResourceReference {
  readonly logicalId: string;
  readonly attribute: string;
  readonly place: Place;
}

/** What a template does not say by itself. */
export interface ResolutionInputs {
  /** Parameter values by logical id; those of SSM parameter types are names in Parameter Store. */
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  /** The value of a parameter of Parameter Store, by its name or by `name:version`. */
  readonly stored?: (name: string) => string | undefined;
  /** The value of a parameter of Parameter Store that only tasks read, so that it may be a secure string. */
  readonly storedForTasks?: (name: string) => string | undefined;
  /** Values by export name, for `Fn::ImportValue`. */
  readonly imports?: Readonly<Record<string, JsonValue>>;
  /** Outputs by stack name and output's logical id, for `Fn::GetStackOutput`. */
  readonly stackOutputs?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  /** Told of each reference to a resource before its value is looked up: it may fail. */
  readonly checkReference?: (reference: ResourceReference) => void;
  /** For `Fn::GetAZs`; by default zones a, b and c of the region. */
  readonly availabilityZones?: readonly string[];
}

/** All that an intrinsic function may ask for. */
export interface Scope {
  readonly stack: StackDefinition;
  readonly values: ResourceValues;
  readonly inputs: ResolutionInputs;
  /** Conditions that are being evaluated, to find one that depends on itself. */
  readonly openConditions: readonly string[];
}

/** An intrinsic function: its argument as written, where it stands, and how to resolve what is inside. */
export type Intrinsic = (argument: JsonValue, place: Place, scope: Scope, resolve: Resolve) => Resolved;
export type Resolve = (value: JsonValue, place: Place, scope: Scope) => Resolved;
