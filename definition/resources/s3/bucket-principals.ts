import { z } from 'zod';
import type { BucketPolicyStatement, BucketPrincipal } from '../../model/bucket-policy.ts';
import { recorded } from '../../properties/standing.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../resolution/resolved-template.ts';
import { oneOrMore } from './one-or-more.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html */
export const principalSchema = z.preprocess(
  (value) => (value === '*' ? { AWS: value } : value),
  z.strictObject({
    AWS: oneOrMore.optional(),
    CanonicalUser: oneOrMore.optional(),
    Service: oneOrMore.optional(),
    Federated: recorded('The local S3 server has no federated users.', oneOrMore),
  }),
);

type Written = z.output<typeof principalSchema>;
type Conditions = BucketPolicyStatement['conditions'];

const cloudFront = 'cloudfront.amazonaws.com';
const identityType = 'AWS::CloudFront::CloudFrontOriginAccessIdentity';
const identityArn = /:iam::cloudfront:user\/CloudFront Origin Access Identity (\S+)$/;

/**
 * The principals of a statement, and the remaining conditions: a condition that restricts CloudFront's
 * service principal to a distribution of this template becomes part of the principals.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function readPrincipals(
  template: ResolvedTemplate,
  written: Written,
  conditions: Conditions,
): { readonly principals: readonly BucketPrincipal[]; readonly conditions: Conditions } {
  const services = written.Service ?? [];
  const isCloudFronts = services.includes(cloudFront);
  return {
    principals: [
      ...(written.AWS ?? []).map((name) => ofAccount(template, name)),
      ...(written.CanonicalUser ?? []).map((name) => ofCanonicalUser(template, name)),
      ...(written.Federated ?? []).map((name): BucketPrincipal => ({ kind: 'account', name })),
      ...services
        .filter((name) => name !== cloudFront)
        .map((name): BucketPrincipal => ({ kind: 'service', name })),
      ...(isCloudFronts ? ofDistributions(template, conditions) : []),
    ],
    conditions: isCloudFronts ? withoutSource(conditions) : conditions,
  };
}

function ofAccount(template: ResolvedTemplate, name: string): BucketPrincipal {
  if (name === '*') return { kind: 'everyone' };
  const id = identityArn.exec(name)?.[1];
  return (
    identity(template, (logicalId) => template.values(logicalId, 'Ref') === id) ?? { kind: 'account', name }
  );
}

function ofCanonicalUser(template: ResolvedTemplate, name: string): BucketPrincipal {
  return (
    identity(template, (logicalId) => template.values(logicalId, 'S3CanonicalUserId') === name) ?? {
      kind: 'account',
      name,
    }
  );
}

function identity(
  template: ResolvedTemplate,
  isIt: (logicalId: string) => boolean,
): BucketPrincipal | undefined {
  const found = resourcesOfType(template, identityType).find(({ logicalId }) => isIt(logicalId));
  return found === undefined ? undefined : { kind: 'origin-access-identity', logicalId: found.logicalId };
}

/** All distributions of the template where no condition names one. */
function ofDistributions(template: ResolvedTemplate, conditions: Conditions): readonly BucketPrincipal[] {
  const sources = Object.values(conditions)
    .flatMap((byKey) => Object.entries(byKey))
    .filter(([key]) => key.toLowerCase() === 'aws:sourcearn')
    .flatMap(([, values]) => values);
  return resourcesOfType(template, 'AWS::CloudFront::Distribution')
    .filter(({ logicalId }) => sources.length === 0 || sources.some((arn) => names(template, arn, logicalId)))
    .map(({ logicalId }) => ({ kind: 'distribution', logicalId }));
}

/** `arn:aws:cloudfront::ACCOUNT:distribution/ID`, where a star stands for any. */
function names(template: ResolvedTemplate, arn: string, logicalId: string): boolean {
  const id = arn.split(':distribution/')[1];
  return arn === '*' || id === '*' || id === template.values(logicalId, 'Ref');
}

const sourceKeys = new Set(['aws:sourcearn', 'aws:sourceaccount']);

function withoutSource(conditions: Conditions): Conditions {
  const kept = Object.entries(conditions).map(([operator, byKey]) => [
    operator,
    Object.fromEntries(Object.entries(byKey).filter(([key]) => !sourceKeys.has(key.toLowerCase()))),
  ]);
  return Object.fromEntries(kept.filter(([, byKey]) => Object.keys(byKey ?? {}).length > 0));
}
