import { z } from 'zod';

/** What a run of LocalStack was given. */
export const emulatedSchema = z.object({
  /** The run of LocalStack that it was deployed to: LocalStack forgets everything when it ends. */
  run: z.string(),
  /** Of all that was deployed; empty while a deployment is under way. */
  digest: z.string(),
  /** Of the part of it that tasks need; empty until it is there. */
  needed: z.string().default(''),
  /** True after a deployment that failed, which leaves LocalStack with a part of the stack that it takes for the whole. */
  failed: z.boolean().exactOptional(),
});

export type Emulated = z.infer<typeof emulatedSchema>;

/**
 * What has to be done for LocalStack to have what is wanted, and when tasks have what they need: at once, once it is
 * seen there, or only with the whole deployment, because what is there may have its former value until then.
 */
export type EmulationPlan =
  | { readonly kind: 'up-to-date' }
  | { readonly kind: 'deploy'; readonly needed: 'there' | 'seen' | 'at-the-end'; readonly begun: Emulated };

/** Compares with what was written down last. `begun` is to be written down before the deployment begins. */
export function planEmulation(before: Emulated | undefined, wanted: Emulated): EmulationPlan {
  const begun = { ...wanted, digest: '', needed: '' };
  if (before?.run !== wanted.run) return { kind: 'deploy', needed: 'seen', begun };
  if (before.digest === wanted.digest) return { kind: 'up-to-date' };
  if (before.needed !== wanted.needed) return { kind: 'deploy', needed: 'at-the-end', begun };
  return { kind: 'deploy', needed: 'there', begun: { ...begun, needed: wanted.needed } };
}
