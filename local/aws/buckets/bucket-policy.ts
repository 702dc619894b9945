import { z } from 'zod';
import type { AwsClients } from '../../../aws/clients.ts';
import type { LocalStatement } from './local-policy.ts';
import { statusOf } from './status-of.ts';

/** The statement by which tasks use the buckets, and what the definition's are called: those of both are replaced. */
const taskStatement = 'TaskRoles';
const ownStatement = /^(TaskRoles|Definition\d+)$/;
const policySchema = z.object({
  Version: z.string(),
  Statement: z.array(z.looseObject({ Sid: z.string().optional() })),
});

/** Statements of the definition, by the name of the bucket. */
export type BucketGrants = ReadonlyMap<string, readonly LocalStatement[]>;

/**
 * Puts the statements of the definition on each bucket, and allows only these accounts to use it. A bucket
 * that is not in the definition keeps the statements that it has from elsewhere.
 */
export async function putPolicies(
  clients: AwsClients,
  grants: BucketGrants,
  principals: readonly string[],
): Promise<void> {
  const s3 = await clients.s3();
  const { Buckets = [] } = await s3.listBuckets();
  for (const { Name: Bucket } of Buckets) {
    if (Bucket === undefined) continue;
    const present = await s3.getBucketPolicy({ Bucket }).catch(undefinedIfMissing);
    const statements = [
      ...(grants.get(Bucket)?.map(named) ?? othersOf(present?.Policy)),
      ...(principals.length === 0 ? [] : [taskRoles(Bucket, principals)]),
    ];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    if (statements.length === 0) {
      if (present !== undefined) await s3.deleteBucketPolicy({ Bucket });
    } else if (Policy !== present?.Policy) await s3.putBucketPolicy({ Bucket, Policy });
  }
}

function named(statement: LocalStatement, index: number): LocalStatement {
  return { ...statement, Sid: `Definition${index + 1}` };
}

function undefinedIfMissing(error: unknown): undefined {
  if (statusOf(error) !== 404) throw error;
}

function othersOf(policy: string | undefined): readonly { readonly Sid?: string | undefined }[] {
  if (policy === undefined) return [];
  return policySchema.parse(JSON.parse(policy)).Statement.filter(({ Sid }) => !ownStatement.test(Sid ?? ''));
}

function taskRoles(bucket: string, principals: readonly string[]) {
  return {
    Sid: taskStatement,
    Effect: 'Allow',
    Principal: { AWS: principals },
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  };
}
