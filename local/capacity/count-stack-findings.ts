import { resolveStacks } from '../../definition/read-stacks.ts';
import type { AssemblyStack } from '../../definition/template/read-assembly.ts';
import { Failure } from '../../failure/failure.ts';
import { countFindings, type FindingCounts } from '../scaling/check/check-scaling.ts';
import { checkDefinition } from './check-definition.ts';
import { noFacts } from './facts/given-facts.ts';

/**
 * How many findings about the scaling of a stack there are; undefined where its template cannot be resolved without the
 * values of its parameters.
 */
export function countStackFindings(stack: AssemblyStack): FindingCounts | undefined {
  try {
    return countFindings(checkDefinition(resolveStacks([stack]), noFacts));
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
