import { Repository, RepositoryEncryption } from 'aws-cdk-lib/aws-ecr';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** Where the store's images are pushed: scanned on push, the newest ten kept. */
export function createImageRepository(scope: Construct, settings: Settings): Repository {
  return new Repository(scope, 'ImageRepository', {
    repositoryName: settings.prefix,
    imageScanOnPush: true,
    encryption: RepositoryEncryption.AES_256,
    lifecycleRules: [{ description: 'Keep the newest ten images', maxImageCount: 10 }],
    // Images can be built again from the commit that they are tagged with.
    emptyOnDelete: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
