/** A repository of the stack in ECR. */
export interface Repository {
  readonly logicalId: string;
  readonly name: string;
  /** What images of it are named by, without the tag. */
  readonly uri: string;
  /** Whether a tag may be moved to another image; `MUTABLE` when absent. */
  readonly tagMutability?: TagMutability;
  /** Wildcards of the tags for which the opposite holds. */
  readonly tagMutabilityExclusions?: readonly string[];
  readonly scanOnPush?: boolean;
  /** The lifecycle policy's JSON, as the template has it. */
  readonly lifecyclePolicy?: string;
  readonly encryption?: { readonly encryptionType: string; readonly kmsKey?: string };
  readonly tags?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html */
export type TagMutability = 'MUTABLE' | 'IMMUTABLE' | 'MUTABLE_WITH_EXCLUSION' | 'IMMUTABLE_WITH_EXCLUSION';
