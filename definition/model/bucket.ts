import type { BucketPolicyStatement } from './bucket-policy.ts';
import type { Removal } from './removal.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export interface Bucket {
  readonly logicalId: string;
  readonly name: string;
  readonly removal: Removal;
  /** Whether CDK's custom resource empties the bucket before it is deleted. */
  readonly autoDeleteObjects: boolean;
  /** Undefined where the template never spoke of versions. */
  readonly versioning?: 'Enabled' | 'Suspended';
  readonly lifecycleRules: readonly LifecycleRule[];
  readonly corsRules: readonly CorsRule[];
  readonly objectOwnership: ObjectOwnership;
  readonly tags: Readonly<Record<string, string>>;
  readonly objectLock?: ObjectLock;
  /** The statements of its bucket policy. */
  readonly policy: readonly BucketPolicyStatement[];
  /** Whether public statements of the policy hold for the account alone. */
  readonly restrictsPublicAccess: boolean;
}

export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html */
export interface LifecycleRule {
  readonly id?: string;
  readonly status: 'Enabled' | 'Disabled';
  readonly prefix: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly largerThanBytes?: number;
  readonly smallerThanBytes?: number;
  readonly expirationDays?: number;
  /** ISO 8601, at midnight UTC. */
  readonly expirationDate?: string;
  readonly expiredObjectDeleteMarker?: boolean;
  readonly noncurrentExpiration?: { readonly days: number; readonly newerVersions?: number };
  readonly abortIncompleteUploadDays?: number;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html */
export interface CorsRule {
  readonly id?: string;
  readonly allowedHeaders?: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly exposedHeaders?: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ObjectLockConfiguration.html */
export interface ObjectLock {
  readonly defaultRetention?: {
    readonly mode: 'COMPLIANCE' | 'GOVERNANCE';
    readonly days?: number;
    readonly years?: number;
  };
}
