import { createHash } from 'node:crypto';
import type { ResolutionInputs } from '../assembly/resolution/resolver.ts';
import type { StackDefinition } from '../assembly/template.ts';
import { localWorkload } from './local-workload.ts';

/**
 * SHA-256 of the workload that a stack stands for, the same for the same definition on any machine and after any
 * restart: physical ids of LocalStack are left out of it.
 */
export function definitionDigest(stack: StackDefinition, inputs: ResolutionInputs = {}): string {
  return digestOf(localWorkload(stack, inputs));
}

/** SHA-256, in hexadecimal, of a value's JSON with keys in order. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inside: unknown) =>
    typeof inside === 'object' && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inside,
  );
}
