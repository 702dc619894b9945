import type { Bucket } from '../../../definition/model/bucket.ts';
import type { Workload } from '../../../definition/workload.ts';
import type { PersistedState } from './persisted-state.ts';

/** The log groups that tasks may write to: also those of a definition of which only one-off tasks run. */
export function logGroupNames(state: PersistedState): ReadonlySet<string> {
  return new Set(definitionsOfTasks(state).flatMap(({ logGroups }) => logGroups.map(({ name }) => name)));
}

/** The names of the buckets that tasks may use. */
export function bucketNames(state: PersistedState): readonly string[] {
  return bucketsOfTasks(state).map(({ name }) => name);
}

/** Each bucket that tasks may use, as the released definition has it if it does. */
export function bucketsOfTasks(state: PersistedState): readonly Bucket[] {
  const found = new Map<string, Bucket>();
  for (const { buckets } of definitionsOfTasks(state)) {
    for (const bucket of buckets) if (!found.has(bucket.name)) found.set(bucket.name, bucket);
  }
  return [...found.values()];
}

function definitionsOfTasks({ released, registered }: PersistedState): readonly Workload[] {
  return [released, registered].flatMap((definition) => definition?.workload ?? []);
}
