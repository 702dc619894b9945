/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html */
export interface BucketPolicyStatement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly BucketPrincipal[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /**
   * Operator to key to values; a condition that only names the distribution is part of the principal instead.
   */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The principals of a statement. Logical ids are those of the template. */
export type BucketPrincipal =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'distribution'; readonly logicalId: string }
  | { readonly kind: 'origin-access-identity'; readonly logicalId: string }
  /** An account, a role or a user, by its ARN or account id. */
  | { readonly kind: 'account'; readonly name: string }
  /** Another service of AWS, which does not run locally. */
  | { readonly kind: 'service'; readonly name: string };
