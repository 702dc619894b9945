import type { JsonObject, JsonValue } from '../../definition/template/json-value.ts';
import type { Template } from '../../definition/template/template.ts';

/** What is done with a template because moto cannot take it as it is. */
export interface Stub {
  /** What moto cannot do: a resource type, a property or an attribute of one, or a function. */
  readonly what: string;
  /** What the test does instead, as a sentence. */
  readonly instead: string;
  readonly why: string;
  /** The template as moto takes it; the same one if it has nothing of the kind. */
  readonly apply: (template: Template, known: Known) => Template;
  /** Which faults of what moto has created are no others than this. */
  readonly explains?: (fault: Fault) => boolean;
}

/** What moto has not done as CloudFormation does it. */
export interface Fault {
  readonly kind: 'wrong status' | 'not created' | 'no physical id' | 'no text' | 'lost' | 'not updated';
  /** Of the resource, if it is one's. */
  readonly type?: string | undefined;
  /** The logical id, with what of it. */
  readonly place: string;
  readonly found?: string | undefined;
}

/** What a stub may ask. */
export interface Known {
  /** The value that `Ref` or an attribute of a resource has on AWS. */
  readonly valueOnAws: (logicalId: string, attribute: string) => JsonValue;
  /** An output of another stack in the same moto. */
  readonly outputOf: (argument: JsonObject) => JsonValue;
  /** What moto has created of the stack, by an earlier template; undefined before. */
  readonly created: Template | undefined;
}
