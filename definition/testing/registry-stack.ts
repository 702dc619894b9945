import type { JsonObject } from '../template/json-value.ts';

const rule = {
  rulePriority: 1,
  selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 2 },
  action: { type: 'expire' },
};

/** Repositories of images, with everything that a template may say of them. */
export const registryResources: JsonObject = {
  Images: {
    Type: 'AWS::ECR::Repository',
    Properties: {
      RepositoryName: 'shop/images',
      EmptyOnDelete: true,
      EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: 'key' },
      ImageScanningConfiguration: { ScanOnPush: true },
      ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      ImageTagMutabilityExclusionFilters: [
        {
          ImageTagMutabilityExclusionFilterType: 'WILDCARD',
          ImageTagMutabilityExclusionFilterValue: 'dev-*',
        },
      ],
      LifecyclePolicy: { LifecyclePolicyText: JSON.stringify({ rules: [rule] }), RegistryId: '000000000000' },
      RepositoryPolicyText: { Version: '2012-10-17', Statement: [] },
      Tags: [{ Key: 'team', Value: 'shop' }],
    },
  },
  Others: { Type: 'AWS::ECR::Repository', Properties: { ImageTagMutability: 'IMMUTABLE' } },
};
