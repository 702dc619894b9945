import type { DefinitionFault } from '../../../../definition/resources/ecs/definition-fault.ts';
import { AwsError } from '../aws-error.ts';

/** Raises the fault under the code that the operation has for it. */
export function requireNoFault(
  fault: DefinitionFault | undefined,
  code: 'ClientException' | 'InvalidParameterException',
): void {
  if (fault !== undefined) throw new AwsError(code, fault.message);
}
