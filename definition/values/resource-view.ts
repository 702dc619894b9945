import { createHash } from 'node:crypto';
import type { JsonValue } from '../template/json-value.ts';

/** What a row of the table may ask about a resource to make its values. */
export interface ResourceView {
  readonly logicalId: string;
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  /** Logical ids of all resources of its type, in the template's order. */
  readonly ofSameType: () => readonly string[];
  /** A resolved top-level property; undefined if the template is silent. */
  readonly property: (name: string) => JsonValue | undefined;
}

/** A property as text, or undefined. */
export function textOf(resource: ResourceView, property: string): string | undefined {
  const value = resource.property(property);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * The name that a property gives, or one made of the stack's name and the logical id as CloudFormation does;
 * it ends with a hash only if it would otherwise exceed the limit.
 */
export function nameOf(resource: ResourceView, property: string, limit = 255): string {
  const given = textOf(resource, property);
  if (given !== undefined) return given;
  const whole = `${resource.stackName}-${resource.logicalId}`;
  return whole.length <= limit ? whole : `${whole.slice(0, limit - 9)}-${hash(resource, 8)}`;
}

/** An ARN in the stack's region and account. */
export function arnOf(resource: ResourceView, service: string, rest: string): string {
  return `arn:aws:${service}:${resource.region}:${resource.accountId}:${rest}`;
}

/** An ARN of a service that has no regions. */
export function globalArnOf(resource: ResourceView, service: string, rest: string): string {
  return `arn:aws:${service}::${resource.accountId}:${rest}`;
}

/** A stable identifier such as `vpc-0f3a...`, made of the stack's name and the logical id. */
export function idOf(resource: ResourceView, prefix: string, length = 17): string {
  return `${prefix}${hash(resource, length)}`;
}

/** Hexadecimal digits that are always the same for a resource of a stack. */
export function hash(resource: ResourceView, length: number): string {
  const text = `${resource.stackName}/${resource.logicalId}`;
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
