import type { Removal } from '../../../definition/model/removal.ts';
import type { Workload } from '../../../definition/workload.ts';
import type { MadeBucket, MadeResources, MadeSecret } from './made-resources.ts';

/** What was removed from the definition, grouped by what is done with it, and the record of the rest. */
export interface RemovalPlan {
  readonly deletedBuckets: readonly MadeBucket[];
  readonly deletedSecrets: readonly MadeSecret[];
  readonly remembered: MadeResources;
}

/**
 * Decides what to do with resources that earlier definitions created and this one lacks: by their last
 * `DeletionPolicy`, or by `UpdateReplacePolicy` of the new definition if the resource has another name there.
 * What is retained is forgotten, as CloudFormation does.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatereplacepolicy.html
 */
export function planRemoval(
  made: MadeResources,
  { buckets, secrets }: Pick<Workload, 'buckets' | 'secrets'>,
): RemovalPlan {
  return {
    deletedBuckets: made.buckets.filter((each) => isDeleted(each, buckets)),
    deletedSecrets: made.secrets.filter((each) => isDeleted(each, secrets)),
    remembered: {
      buckets: made.buckets.filter((each) => isDefined(each, buckets)),
      secrets: made.secrets.filter((each) => isDefined(each, secrets)),
    },
  };
}

interface Defined {
  readonly logicalId: string;
  readonly name: string;
  readonly removal: Removal;
}

function isDefined({ name }: { readonly name: string }, defined: readonly Defined[]): boolean {
  return defined.some((each) => each.name === name);
}

function isDeleted(made: MadeBucket | MadeSecret, defined: readonly Defined[]): boolean {
  if (isDefined(made, defined)) return false;
  const replacement = defined.find(({ logicalId }) => logicalId === made.logicalId);
  return (replacement?.removal.whenReplaced ?? made.whenDeleted) === 'delete';
}
