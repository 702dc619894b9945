import { z } from 'zod';
import { type AssetStore, s3AssetStore } from '../../../operations/release-assets/asset-store.ts';
import { distributionCache, type ViewerCache } from '../../../operations/release-assets/viewer-cache.ts';
import { readStackOutputs } from '../../../operations/stack-outputs.ts';
import type { Target } from '../../../operations/target.ts';

/** A definition without such a bucket serves assets in another way. */
const outputsSchema = z.object({
  ReleaseAssetsBucketName: z.string().optional(),
  DistributionId: z.string().optional(),
});

/** Where the assets of releases are, and what keeps them near to viewers. */
export interface ReleaseAssetsPlace {
  readonly store: AssetStore;
  readonly cache: ViewerCache | undefined;
}

/** Reads it of the outputs of the stack; undefined where it has no bucket for assets. Raises `STACK_OUTPUTS_UNREADABLE`. */
export async function releaseAssetsPlace(
  target: Target,
  signal: AbortSignal,
): Promise<ReleaseAssetsPlace | undefined> {
  const outputs = await readStackOutputs(target, outputsSchema);
  if (outputs.ReleaseAssetsBucketName === undefined) return undefined;
  const store = s3AssetStore(await target.clients.s3(), outputs.ReleaseAssetsBucketName);
  const cache =
    outputs.DistributionId === undefined
      ? undefined
      : distributionCache(await target.clients.cloudFront(), outputs.DistributionId, { signal });
  return { store, cache };
}
