import { present } from '../../definition/properties/present.ts';
import type { Workload } from '../../definition/workload.ts';
import { Failure } from '../../failure/failure.ts';
import { generateSecretString } from './generate-secret-string.ts';

/** Fails with `SECRET_NOT_GENERATABLE`, by its logical id, for the first secret whose rules leave no value. */
export function rejectUngeneratable({ secrets }: Pick<Workload, 'secrets'>): void {
  for (const { logicalId, generate } of secrets) {
    try {
      if (generate !== undefined) generateSecretString(generate, () => 0);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { code, message, hint } = error;
      throw new Failure(
        code,
        `${logicalId}.GenerateSecretString: ${message}`,
        present({ hint, cause: error }),
      );
    }
  }
}
