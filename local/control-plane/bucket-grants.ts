import type { BucketGrants } from '../aws/buckets/bucket-policy.ts';
import { localPolicy } from '../aws/buckets/local-policy.ts';
import { edgeReaderAgent } from '../aws/edge-reader.ts';
import type { Log } from './logger.ts';
import type { Settings } from './settings.ts';
import type { PersistedState } from './state/persisted-state.ts';

/** What the released definition grants on its buckets. */
export function grantsOf({ released }: PersistedState, settings: Settings): BucketGrants {
  const agentOf = (logicalId: string) => edgeReaderAgent(settings.s3.secretAccessKey, logicalId);
  // What an earlier version released does not speak of policies.
  const buckets = (released?.workload.buckets ?? []).filter(({ policy }) => Array.isArray(policy));
  return new Map(buckets.map((bucket) => [bucket.name, localPolicy(bucket, agentOf).statements]));
}

/** Puts the grants of each definition that is released, again where that failed. */
export function grantsFollower(put: () => Promise<void>, log: Log): (state: PersistedState) => void {
  let followed: PersistedState['released'];
  return ({ released }) => {
    if (released === undefined || released === followed) return;
    followed = released;
    put().catch((error: unknown) => {
      followed = undefined;
      log.error('the bucket policies could not be applied', { error });
    });
  };
}
