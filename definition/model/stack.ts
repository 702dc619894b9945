import type { JsonObject, JsonValue } from '../template/json-value.ts';

/**
 * What a stack consists of once its template is resolved: what CloudFormation says of it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html
 */
export interface StackContents {
  readonly description?: string;
  /** Values of parameters that the template hides (`NoEcho`) are asterisks. */
  readonly parameters: readonly { readonly key: string; readonly value: string }[];
  /** In the template's order, without those that conditions leave out. */
  readonly resources: readonly StackResource[];
  readonly outputs: readonly StackOutput[];
}

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  /** What `Ref` returns. */
  readonly physicalId: string;
  /** Of the resolved properties: another one means that the resource was changed. */
  readonly digest: string;
  /** Of types that an API describes as the template has them; without what is secret. */
  readonly properties?: JsonObject;
  /** Of the same types, those attributes of `Fn::GetAtt` that the API repeats. */
  readonly attributes?: Readonly<Record<string, JsonValue>>;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}
