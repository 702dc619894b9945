import type { HeldEmulation } from '../../environment/emulation-record.ts';

/**
 * What has to be done for LocalStack to have what is wanted: nothing, nothing but to wait for the control plane, which
 * gives a new run what the last one had, or a deployment. With it, when tasks have what they need: at once, once it is
 * seen there, or only with the whole deployment, because what is there may have its former value until then.
 */
export type EmulationPlan =
  | { readonly kind: 'up-to-date' }
  | { readonly kind: 'restore' }
  | {
      readonly kind: 'deploy';
      readonly needed: 'there' | 'seen' | 'at-the-end';
      readonly begun: HeldEmulation;
    };

/**
 * Compares with what this run of LocalStack was given; `isLast` tells whether the last complete deployment to any run
 * was exactly what is wanted. `begun` is to be written down before the deployment begins.
 */
export function planEmulation(
  before: HeldEmulation | undefined,
  wanted: HeldEmulation,
  isLast: boolean,
): EmulationPlan {
  const begun = { digest: '', needed: '' };
  if (before === undefined && isLast) return { kind: 'restore' };
  if (before === undefined) return { kind: 'deploy', needed: 'seen', begun };
  if (before.digest === wanted.digest) return { kind: 'up-to-date' };
  if (before.needed !== wanted.needed) return { kind: 'deploy', needed: 'at-the-end', begun };
  return { kind: 'deploy', needed: 'there', begun: { ...begun, needed: wanted.needed } };
}
