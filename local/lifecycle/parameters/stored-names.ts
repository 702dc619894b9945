import type { StackDefinition } from '../../../definition/template/template.ts';
import { resolveLocally } from '../../providers/local-workload.ts';
import { inputsOf, type KeptParameters } from '../../providers/parameters/kept-parameters.ts';

/**
 * The names under which a template reads Parameter Store, as far as they can be told with these values: where it goes
 * on depends on a value that is not known, more may come. Whatever else is wrong with the template is said later.
 */
export function storedNames(stack: StackDefinition, known: KeptParameters): ReadonlySet<string> {
  const names = new Set<string>();
  const { parameters = {}, stored } = inputsOf(known);
  const noting = (name: string) => {
    names.add(name);
    return stored?.(name) ?? '';
  };
  try {
    resolveLocally(stack, { parameters, stored: noting });
  } catch {
    return names;
  }
  return names;
}
