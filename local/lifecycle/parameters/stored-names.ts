import type { StackDefinition } from '../../../definition/template/template.ts';
import { resolveLocally } from '../../providers/local-workload.ts';
import { inputsOf, type KeptParameters } from '../../providers/parameters/kept-parameters.ts';

/** A name under which Parameter Store is read: by CloudFormation, or by tasks alone. */
export interface StoredName {
  readonly name: string;
  /** Whether its value may be a secure string, which CloudFormation never writes into a template. */
  readonly onlyForTasks: boolean;
}

/**
 * The names under which a template and its tasks read Parameter Store, as far as these values determine them:
 * there can be more if they depend on a value that is not known yet. Other errors in the template are
 * reported later.
 */
export function storedNames(stack: StackDefinition, known: KeptParameters): readonly StoredName[] {
  const names = new Map<string, StoredName>();
  const { parameters = {}, stored } = inputsOf(known);
  const noting = (onlyForTasks: boolean) => (name: string) => {
    if (!onlyForTasks || !names.has(name)) names.set(name, { name, onlyForTasks });
    return stored?.(name) ?? '';
  };
  try {
    resolveLocally(stack, { parameters, stored: noting(false), storedForTasks: noting(true) });
  } catch {
    return [...names.values()];
  }
  return [...names.values()];
}
