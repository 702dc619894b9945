import { accountOf } from '../../parity/property-account.ts';
import { type Difference, differencesOf } from '../../parity/template-differences.ts';
import { resolveLocally } from '../../providers/local-workload.ts';
import { inputsOf } from '../../providers/parameters/kept-parameters.ts';
import type { Definition } from '../definition.ts';

/** One line on how the local environment differs from production, by property; `docs/differences.md` has details. */
export function differencesLine({ stack, parameters }: Pick<Definition, 'stack' | 'parameters'>): string {
  const { total, acting, approximated, recorded, absent } = accountOf(
    resolveLocally(stack, inputsOf(parameters)),
  );
  return (
    `of ${total} properties, ${acting} behave as on AWS, ${approximated} differ, ` +
    `${recorded} have no effect here, and ${absent} belong to resources that do not exist here`
  );
}

/** What of a definition is not on this machine as it is on AWS, resource by resource. */
export function listDifferences({
  stack,
  parameters,
}: Pick<Definition, 'stack' | 'parameters'>): readonly Difference[] {
  return differencesOf(resolveLocally(stack, inputsOf(parameters)));
}
