import { BlockPublicAccess, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { localNames } from './local-names.ts';
import type { Settings } from './settings.ts';

/**
 * What every bucket of the store is: private, encrypted, and kept with what is in it, but not after a failed first
 * deployment, which is tried again. `part` ends its name where it has a fixed one.
 */
export function keptBucket(settings: Settings, part: string): BucketProps {
  return {
    ...localNames(settings, {
      bucketName: `${settings.prefix}-${part}-${settings.account}-${settings.region}`,
    }),
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  };
}
