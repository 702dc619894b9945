import { z } from 'zod';
import { flag } from '../../properties/scalars.ts';
import { recorded, standings } from '../../properties/standing.ts';

const noAcls = 'Object ACLs grant no access on the local S3 server.';

/**
 * A bucket whose template is silent blocks all public access, as every new one does since April 2023; one that has
 * the block leaves open what it does not name.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const publicAccessBlock = z
  .strictObject({
    BlockPublicAcls: recorded(noAcls, flag),
    IgnorePublicAcls: recorded(noAcls, flag),
    BlockPublicPolicy: flag.default(false).register(standings, {
      kind: 'recorded',
      why: 'A public policy in the template is rejected; the local S3 server itself accepts one.',
    }),
    RestrictPublicBuckets: flag.default(false),
  })
  .default({ BlockPublicPolicy: true, RestrictPublicBuckets: true });

/** Keys whose fixed values make a statement that names everyone not public to S3. */
const narrowingKeys = new Set([
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  'aws:principalorgid',
  'aws:principalaccount',
  'aws:principalarn',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

/**
 * Whether S3 takes a statement for a public one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublic(statement: {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly { readonly kind: string }[];
  readonly conditions: Readonly<Record<string, object>>;
}): boolean {
  if (statement.effect === 'Deny') return false;
  if (!statement.principals.some(({ kind }) => kind === 'everyone')) return false;
  const keys = Object.values(statement.conditions).flatMap((byKey) => Object.keys(byKey));
  return !keys.some((key) => narrowingKeys.has(key.toLowerCase()));
}
