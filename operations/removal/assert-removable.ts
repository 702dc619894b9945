import { Failure } from '../../failure/failure.ts';
import type { StackResource } from './stack-contents.ts';

/** A deployed stack that is to be deleted. */
export interface RemovalCandidate {
  readonly environment: string;
  readonly stack: string;
  /** Whether CloudFormation refuses to delete it. */
  readonly isTerminationProtected: boolean;
  readonly contents: readonly StackResource[];
}

/**
 * Refuses to delete what is protected from it: CloudFormation would delete services, edge and secrets before it came to the
 * database that it may not delete. Raises `STACK_PROTECTED` that says how protection is switched off.
 */
export function assertRemovable(candidate: RemovalCandidate): void {
  const { environment, stack, isTerminationProtected, contents } = candidate;
  const guarded = [
    ...(isTerminationProtected ? [`the stack ${stack}`] : []),
    ...contents.filter(isProtected).map(({ type, physicalId }) => `${type} ${physicalId}`),
  ];
  if (guarded.length === 0) return;
  throw new Failure('STACK_PROTECTED', `${environment} is protected from deletion: ${guarded.join(', ')}`, {
    hint: `Set isInService: false in stack/environments/${environment}.ts, commit it and deploy, which switches the protection off. Then run it again.`,
  });
}

function isProtected({ properties }: StackResource): boolean {
  const { DeletionProtection: own, DeletionProtectionEnabled: enabled } = properties;
  if (isTrue(own) || isTrue(enabled)) return true;
  const { LoadBalancerAttributes: attributes } = properties;
  return Array.isArray(attributes) && attributes.some(isDeletionProtection);
}

function isDeletionProtection(attribute: unknown): boolean {
  if (typeof attribute !== 'object' || attribute === null) return false;
  const { Key, Value } = { Key: undefined, Value: undefined, ...attribute };
  return Key === 'deletion_protection.enabled' && isTrue(Value);
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 'ACTIVE';
}
