import type { BucketGrants } from '../aws/buckets/bucket-policy.ts';
import { localPolicy } from '../aws/buckets/local-policy.ts';
import { edgeReaderAgent } from '../aws/edge-reader.ts';
import type { Log } from './logger.ts';
import type { Settings } from './settings.ts';
import { bucketsOfTasks } from './state/definitions-of-tasks.ts';
import type { PersistedState } from './state/persisted-state.ts';

/** What the released definition grants on its buckets; a bucket that is new in the next one has that one’s grants. */
export function grantsOf(state: PersistedState, settings: Settings): BucketGrants {
  const agentOf = (logicalId: string) => edgeReaderAgent(settings.s3.secretAccessKey, logicalId);
  // What an earlier version released does not speak of policies.
  const buckets = bucketsOfTasks(state).filter(({ policy }) => Array.isArray(policy));
  return new Map(buckets.map((bucket) => [bucket.name, localPolicy(bucket, agentOf).statements]));
}

/** Puts the grants of each definition that is released, again where that failed. */
export function grantsFollower(put: () => Promise<void>, log: Log): (state: PersistedState) => void {
  let followed: Pick<PersistedState, 'released' | 'registered'> = {};
  return ({ released, registered }) => {
    if (released === undefined) return;
    if (released === followed.released && registered === followed.registered) return;
    followed = { released, ...(registered === undefined ? {} : { registered }) };
    put().catch((error: unknown) => {
      followed = {};
      log.error('the bucket policies could not be applied', { error });
    });
  };
}
