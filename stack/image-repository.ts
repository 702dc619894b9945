import { Repository, RepositoryEncryption, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** How the tag of an image begins that was deployed. */
const deployedTagPrefix = 'live-';

/**
 * Where the store's images are pushed: scanned on push, each tag for good. Fargate pulls an image whenever it starts a
 * task, so those that were deployed expire by a rule of their own, however many are pushed meanwhile.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function createImageRepository(scope: Construct, settings: Settings): Repository {
  return new Repository(scope, 'ImageRepository', {
    repositoryName: settings.prefix,
    imageScanOnPush: true,
    imageTagMutability: TagMutability.IMMUTABLE,
    encryption: RepositoryEncryption.AES_256,
    lifecycleRules: [
      {
        description: `Keep the last ten that were deployed (tagged ${deployedTagPrefix}...)`,
        tagStatus: TagStatus.TAGGED,
        tagPrefixList: [deployedTagPrefix],
        maxImageCount: 10,
      },
      // What a push leaves without a tag: an index's platforms and attestations, an image whose tag was taken away.
      {
        description: 'Delete images without a tag after a day',
        tagStatus: TagStatus.UNTAGGED,
        maxImageAge: Duration.days(1),
      },
      {
        description: 'Keep the newest ten that were pushed',
        tagStatus: TagStatus.ANY,
        maxImageCount: 10,
      },
    ],
    // Images can be built again from the commit that they are tagged with.
    emptyOnDelete: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
