import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import type { BucketPolicyStatement } from '../../model/bucket-policy.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { text } from '../../properties/scalars.ts';
import { recorded, refused, standings } from '../../properties/standing.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import { principalSchema, readPrincipals } from './bucket-principals.ts';
import { oneOrMore } from './one-or-more.ts';
import { isPublic } from './public-access.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const compared = [
  'String(Not)?(Equals(IgnoreCase)?|Like)',
  '(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)',
  '(Not)?IpAddress',
  'Arn(Not)?(Equals|Like)',
  'Bool|BinaryEquals|Null',
];
const operator = new RegExp(`^(ForAllValues:|ForAnyValue:)?(${compared.join('|')})(IfExists)?$`, 'i');

const statementSchema = z.strictObject({
  Sid: text.optional().register(standings, {
    kind: 'recorded',
    why: 'Statements get local IDs on the bucket; `local:up` lists the ones that it leaves out.',
  }),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principalSchema,
  NotPrincipal: refused('list the principals in Principal instead'),
  Action: oneOrMore,
  NotAction: refused('list the actions in Action instead'),
  Resource: oneOrMore,
  NotResource: refused('list the resources in Resource instead'),
  Condition: z
    .record(z.string(), z.record(z.string(), oneOrMore))
    .refine((byOperator) => Object.keys(byOperator).every((name) => operator.test(name)), {
      error: 'it has an operator that policies do not support',
    })
    .default({}),
});

const documentSchema = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional().register(standings, {
    kind: 'recorded',
    why: 'Policies are always read as version 2012-10-17.',
  }),
  Id: recorded('The local bucket policy does not have it.'),
  Statement: z.preprocess((value) => [value].flat(), z.array(statementSchema).min(1)),
});

/** A policy may be written as JSON in a text. */
const policyDocument = z.preprocess(
  (value) => (typeof value === 'string' ? (parseJson(value) ?? value) : value),
  documentSchema,
);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const bucketPolicySchema = z.strictObject({ Bucket: text, PolicyDocument: policyDocument });

/** A bucket policy with the name of its bucket. */
export interface BucketPolicy {
  readonly resource: ResolvedResource;
  readonly bucket: string;
  readonly statements: readonly BucketPolicyStatement[];
}

/** Bucket policies. Fails with `TEMPLATE_UNRESOLVED_REFERENCE` for one of a bucket that the template does not have. */
export function readBucketPolicies(template: ResolvedTemplate): readonly BucketPolicy[] {
  return resourcesOfType(template, 'AWS::S3::BucketPolicy').map((resource) => {
    const { Bucket: bucket, PolicyDocument } = readProperties(resource, bucketPolicySchema);
    const wanted = { types: ['AWS::S3::Bucket'], value: bucket };
    resourceWithValue(template, wanted, `${resource.logicalId}.Bucket`);
    const statements = PolicyDocument.Statement.map((statement) => toStatement(template, statement));
    return { resource, bucket, statements };
  });
}

/**
 * The statements on a bucket. Fails with `TEMPLATE_BAD_PROPERTY` for a public one on a bucket that blocks public
 * policies, as S3 refuses to take it.
 */
export function statementsOn(
  bucket: string,
  policies: readonly BucketPolicy[],
  { blocksPublicPolicy }: { readonly blocksPublicPolicy: boolean },
): readonly BucketPolicyStatement[] {
  const own = policies.filter((policy) => policy.bucket === bucket);
  if (blocksPublicPolicy) own.forEach(rejectPublic);
  return own.flatMap(({ statements }) => statements);
}

function toStatement(
  template: ResolvedTemplate,
  written: z.output<typeof statementSchema>,
): BucketPolicyStatement {
  const { principals, conditions } = readPrincipals(template, written.Principal, written.Condition);
  return present({
    sid: written.Sid,
    effect: written.Effect,
    principals,
    actions: written.Action,
    resources: written.Resource,
    conditions,
  });
}

function rejectPublic({ resource, statements }: BucketPolicy): void {
  const index = statements.findIndex(isPublic);
  if (index < 0) return;
  throw badProperty(
    resource,
    ['PolicyDocument', 'Statement', index, 'Principal'],
    'the bucket blocks public policies, as buckets do unless their PublicAccessBlockConfiguration says otherwise',
  );
}
