import type { Removal, RemovalPolicy } from '../model/removal.ts';
import type { ResolvedResource } from '../resolution/resolved-template.ts';

/** The policies of a resource; by default, CloudFormation deletes the resource. */
export function readRemoval(resource: ResolvedResource): Removal {
  return {
    whenDeleted: toPolicy(resource.deletionPolicy),
    whenReplaced: toPolicy(resource.updateReplacePolicy),
  };
}

/**
 * `RetainExceptOnCreate` deletes only what a failed creation left behind. A snapshot keeps the data too, and a
 * type that has none (a bucket, a secret) is refused by CloudFormation, so that keeping it is the safe reading.
 */
function toPolicy(written: ResolvedResource['deletionPolicy'] = 'Delete'): RemovalPolicy {
  return written === 'Delete' ? 'delete' : 'retain';
}
