import type { ScalingPolicy } from './scaling-policy.ts';

/** How long the cooldown after a change by a policy lasts; that of a step policy is the same in both directions. */
export function cooldownSeconds(policy: ScalingPolicy, direction: 'out' | 'in'): number {
  if (policy.kind === 'step-scaling') return policy.cooldownSeconds;
  return direction === 'out' ? policy.scaleOutCooldownSeconds : policy.scaleInCooldownSeconds;
}
