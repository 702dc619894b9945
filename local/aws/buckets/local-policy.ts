import type { Bucket } from '../../../definition/model/bucket.ts';
import type { BucketPolicyStatement, BucketPrincipal } from '../../../definition/model/bucket-policy.ts';
import { present } from '../../../definition/properties/present.ts';

/** A statement in the form that the local S3 server accepts. */
export interface LocalStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: BucketPolicyStatement['conditions'];
}

/**
 * The part of a bucket's policy that is applied to the local bucket, and a sentence about each statement that
 * is left out.
 */
export interface LocalPolicy {
  readonly statements: readonly LocalStatement[];
  readonly leftOut: readonly string[];
}

/**
 * The policy of a bucket for the local S3 server, which knows neither roles nor services: distributions and origin
 * access identities are known by what `agentOf` gives their logical id, everyone is everyone. Tasks may use every
 * bucket, so that what accounts and roles are allowed holds already.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function localPolicy(
  bucket: Pick<Bucket, 'name' | 'policy' | 'restrictsPublicAccess'>,
  agentOf: (logicalId: string) => string,
): LocalPolicy {
  const parts = bucket.policy.map((statement) => localStatement(bucket, statement, agentOf));
  return {
    statements: parts.flatMap(({ statements }) => statements),
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
  };
}

function localStatement(
  bucket: Pick<Bucket, 'name' | 'restrictsPublicAccess'>,
  statement: BucketPolicyStatement,
  agentOf: (logicalId: string) => string,
): LocalPolicy {
  const none = { statements: [], leftOut: [] };
  const isOpen = statement.effect === 'Deny' || !bucket.restrictsPublicAccess;
  if (demandsTls(statement)) return none;
  const readers = statement.principals.flatMap((each) => readerOf(each, isOpen, agentOf));
  const leftOut = (why: string) => ({ statements: [], leftOut: [`${nameOf(bucket, statement)}: ${why}`] });
  const denied = statement.effect === 'Deny' && statement.principals.find(({ kind }) => kind === 'account');
  if (denied) return leftOut('the local S3 server does not know the role of a task');
  if (readers.length === 0) return none;
  const unknown = conditionKeys(statement).find((key) => !enforcedKeys.has(key.toLowerCase()));
  if (unknown !== undefined) return leftOut(`the local S3 server does not know the condition key ${unknown}`);
  return { statements: readers.map((agent) => toStatement(statement, agent)), leftOut: [] };
}

/** Everything local speaks to the S3 server without TLS, so that the demand for it is not put there. */
function demandsTls({ effect, conditions }: BucketPolicyStatement): boolean {
  const all = Object.values(conditions).flatMap((byKey) => Object.entries(byKey));
  return (
    effect === 'Deny' &&
    all.some(
      ([key, values]) =>
        key.toLowerCase() === 's3:tlsversion' ||
        (key.toLowerCase() === 'aws:securetransport' && values.includes('false')),
    )
  );
}

const everyone = Symbol('everyone');

/** Nobody where the principal does not exist locally, or where everyone is let in and the bucket is not open to that. */
function readerOf(
  principal: BucketPrincipal,
  isOpen: boolean,
  agentOf: (logicalId: string) => string,
): readonly (string | typeof everyone)[] {
  switch (principal.kind) {
    case 'everyone':
      return isOpen ? [everyone] : [];
    case 'distribution':
    case 'origin-access-identity':
      return [agentOf(principal.logicalId)];
    case 'account':
    case 'service':
      return [];
  }
}

function toStatement(statement: BucketPolicyStatement, reader: string | typeof everyone): LocalStatement {
  const { conditions } = statement;
  const Condition =
    reader === everyone
      ? conditions
      : {
          ...conditions,
          StringEquals: { ...conditions.StringEquals, 'aws:UserAgent': [reader] },
        };
  return present({
    Effect: statement.effect,
    Principal: '*' as const,
    Action: statement.actions.map((action) => (action === '*' ? 's3:*' : action)),
    Resource: statement.resources,
    Condition: Object.keys(Condition).length === 0 ? undefined : Condition,
  });
}

/** What both local S3 servers tell a policy of a request. */
const enforcedKeys = new Set([
  'aws:sourceip',
  'aws:securetransport',
  'aws:currenttime',
  'aws:epochtime',
  'aws:useragent',
  'aws:referer',
  's3:prefix',
  's3:delimiter',
  's3:max-keys',
  's3:x-amz-acl',
  's3:versionid',
]);

function conditionKeys({ conditions }: BucketPolicyStatement): readonly string[] {
  return Object.values(conditions).flatMap((byKey) => Object.keys(byKey));
}

function nameOf({ name }: { readonly name: string }, { sid }: BucketPolicyStatement): string {
  return `the statement ${sid === undefined ? 'without a Sid' : sid} of the policy of ${name} is not enforced`;
}
