import type { RunRecord } from '../../record/run-record.ts';
import type { DefinedScaling } from '../defined-scaling.ts';
import type { PolicyVerdict } from '../verdict.ts';

/** Policies that the definition has and the environment has not: they cannot act. */
export function missingPolicies(
  { observed, environment }: RunRecord,
  defined: readonly DefinedScaling[],
): readonly PolicyVerdict[] {
  return defined.flatMap(({ service, policies }) => {
    const scaling = observed.services.find((each) => each.service === service)?.scaling;
    const present = new Set(scaling?.policies.map(({ policy }) => policy.policyName));
    return policies
      .filter(({ policyName }) => !present.has(policyName))
      .map(({ policyName }) => ({
        ...{ service, policyName, outcome: 'failed' as const, expected: [], observed: [] },
        sentence: `${policyName} is defined for ${service}, but the environment ${environment} does not have it.`,
      }));
  });
}
