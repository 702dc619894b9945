import { z } from 'zod';
import type { AwsClients } from '../../aws/clients.ts';

const ownStatement = 'TaskRoles';
const policySchema = z.object({
  Version: z.string(),
  Statement: z.array(z.looseObject({ Sid: z.string().optional() })),
});

/** Lets these accounts, and none that was let before, use every bucket; other statements of a policy stay. */
export async function allowPrincipals(clients: AwsClients, principals: readonly string[]): Promise<void> {
  const s3 = await clients.s3();
  const { Buckets = [] } = await s3.listBuckets();
  for (const { Name: bucket } of Buckets) {
    if (bucket === undefined) continue;
    const present = await s3.getBucketPolicy({ Bucket: bucket }).catch(() => undefined);
    const policy = JSON.stringify(withPrincipals(present?.Policy, bucket, principals));
    if (policy !== present?.Policy) await s3.putBucketPolicy({ Bucket: bucket, Policy: policy });
  }
}

/** The policy with the statement for these accounts in the place of the one that was there. */
export function withPrincipals(policy: string | undefined, bucket: string, principals: readonly string[]) {
  const others = policy === undefined ? [] : policySchema.parse(JSON.parse(policy)).Statement;
  return {
    Version: '2012-10-17',
    Statement: [
      ...others.filter((statement) => statement.Sid !== ownStatement),
      {
        Sid: ownStatement,
        Effect: 'Allow',
        Principal: { AWS: principals },
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      },
    ],
  };
}
