import type { Bucket } from './bucket.ts';
import type { BucketPolicyStatement } from './bucket-policy.ts';

/**
 * What a bucket's policy lets a distribution or an origin access identity do, by its logical id: without
 * permission to list the bucket, S3 responds with 403 for an object that does not exist.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function edgeGrants(
  bucket: Pick<Bucket, 'policy'>,
  logicalId: string,
): { readonly reads: boolean; readonly lists: boolean } {
  const own = bucket.policy.filter(
    ({ effect, principals }) =>
      effect === 'Allow' &&
      principals.some(
        (principal) =>
          principal.kind === 'everyone' || ('logicalId' in principal && principal.logicalId === logicalId),
      ),
  );
  const allows = (action: string) => own.some((statement) => covers(statement, action));
  return { reads: allows('s3:GetObject'), lists: allows('s3:ListBucket') };
}

function covers({ actions }: BucketPolicyStatement, action: string): boolean {
  return actions.some((pattern) => {
    const [start = '', ...rest] = pattern.toLowerCase().split('*');
    return rest.length === 0 ? start === action.toLowerCase() : action.toLowerCase().startsWith(start);
  });
}
