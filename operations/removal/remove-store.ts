import type { AwsClients } from '../../aws/clients.ts';
import type { OperationWatch } from '../operation-watch.ts';
import { emptyBucket } from './empty-bucket.ts';
import { emptyRepository } from './empty-repository.ts';
import { type LeftOver, readLeftOvers } from './left-over.ts';
import type { StackResource } from './stack-contents.ts';

/** A stack that is deleted, with all that it consists of, and by whom. */
export interface Removal {
  readonly stack: string;
  readonly contents: readonly StackResource[];
  readonly clients: Pick<AwsClients, 'cloudWatchLogs' | 'ecr' | 'rds' | 's3' | 'secretsManager'>;
  /** Whether what the template keeps of buckets, such as uploads, stays in them. */
  readonly keepsUploads: boolean;
  /** Deletes the stack. */
  readonly deleteStack: () => Promise<void>;
}

/** What a removal has done. */
export interface Removed {
  /** How many objects went with each bucket that was emptied, and images with each repository. */
  readonly emptied: Readonly<Record<string, number>>;
  readonly left: readonly LeftOver[];
}

/**
 * Deletes a store: first what would keep CloudFormation from deleting a bucket or a repository, then the stack, and what was in
 * the buckets that stay only once the stack is gone, so that a deletion that fails costs no upload. Gives what is left.
 */
export async function removeStore(removal: Removal, { signal, note }: OperationWatch): Promise<Removed> {
  const { contents, clients, deleteStack, keepsUploads, stack } = removal;
  const emptied: Record<string, number> = {};
  const empty = async (fate: StackResource['whenDeleted']) => {
    for (const { type, physicalId, whenDeleted } of contents) {
      if (whenDeleted !== fate || !['AWS::S3::Bucket', 'AWS::ECR::Repository'].includes(type)) continue;
      note(`emptying ${physicalId}`);
      emptied[physicalId] =
        type === 'AWS::S3::Bucket'
          ? await emptyBucket(await clients.s3(), physicalId, signal)
          : await emptyRepository(clients, physicalId, signal);
    }
  };
  await empty('goes');
  await deleteStack();
  if (!keepsUploads) await empty('stays');
  return { emptied, left: await readLeftOvers(clients, { stack, contents }) };
}
