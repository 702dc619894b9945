import { z } from 'zod';
import { readStackOutputs } from '../stack-outputs.ts';
import type { Target } from '../target.ts';
import { s3VersionStore, type VersionStore } from './version-store.ts';

const outputs = z.object({ AssetsBucketName: z.string() });

/** The bucket of a store's uploads. Raises `STACK_OUTPUTS_UNREADABLE`. */
export async function openAssets(
  target: Target,
): Promise<{ readonly bucket: string; readonly store: VersionStore }> {
  const { AssetsBucketName: bucket } = await readStackOutputs(target, outputs);
  return { bucket, store: s3VersionStore(await target.clients.s3(), bucket) };
}
