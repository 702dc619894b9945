import type { AlarmRule } from '../../local/scaling/alarms/alarm.ts';
import type { CheckedPolicy, CheckedService } from '../../local/scaling/check/check-input.ts';

/** The policies that a definition has for a service. */
export interface DefinedScaling {
  /** Its name, as in the environment. */
  readonly service: string;
  readonly policies: readonly DefinedPolicy[];
}

export interface DefinedPolicy {
  readonly policyName: string;
  /** Of the alarm that has a step scaling policy as its action; target tracking makes its own. */
  readonly alarm?: AlarmRule;
}

/** The policies of the services of a definition that are scaled, as `checkedServices` reads them from its template. */
export function definedScaling(
  services: readonly Pick<CheckedService, 'name' | 'scaling'>[],
): readonly DefinedScaling[] {
  return services.flatMap(({ name: service, scaling }) =>
    scaling === undefined ? [] : [{ service, policies: scaling.policies.map(definedPolicy) }],
  );
}

function definedPolicy(checked: CheckedPolicy): DefinedPolicy {
  const { policyName } = checked.policy;
  const alarm = 'alarm' in checked ? checked.alarm : undefined;
  return alarm === undefined ? { policyName } : { policyName, alarm };
}
