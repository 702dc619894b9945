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
    const watched = scaling?.policies.map(({ policy }) => policy.policyName) ?? [];
    const idle = scaling?.idlePolicies?.map(({ policyName }) => policyName) ?? [];
    const present = new Set([...watched, ...idle]);
    return policies
      .filter(({ policyName }) => !present.has(policyName))
      .map(({ policyName }) => ({
        ...{ service, policyName, outcome: 'failed' as const, expected: [], observed: [] },
        sentence: `${policyName} is defined for ${service}, but the environment ${environment} does not have it.`,
      }));
  });
}

/** Policies that no alarm triggers. One that the definition has with an alarm has failed. */
export function idlePolicies(
  { observed, environment }: RunRecord,
  defined: readonly DefinedScaling[],
): readonly PolicyVerdict[] {
  const alarmed = defined.flatMap(({ service, policies }) =>
    policies.flatMap(({ policyName, alarm }) => (alarm === undefined ? [] : [`${service} ${policyName}`])),
  );
  return observed.services.flatMap(({ service, scaling }) =>
    (scaling?.idlePolicies ?? []).map(({ policyName }) => {
      const common = { service, policyName, expected: [], observed: [] };
      const why = 'no alarm has it as its action';
      return alarmed.includes(`${service} ${policyName}`)
        ? {
            ...common,
            outcome: 'failed' as const,
            sentence: `${policyName} is defined for ${service} with an alarm, but in the environment ${environment} ${why}.`,
          }
        : { ...common, outcome: 'could-not-act' as const, sentence: `${policyName} could not act: ${why}.` };
    }),
  );
}
