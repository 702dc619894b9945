import { z } from 'zod';
import type { Repository } from '../../model/ecr.ts';
import { unencryptedAtRest } from '../../properties/common-reasons.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, keyValues, text } from '../../properties/scalars.ts';
import { approximated, recorded } from '../../properties/standing.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../resolution/resolved-template.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const legalName = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html */
export const repositorySchema = z.strictObject({
  RepositoryName: text
    .refine(
      (name) => name.length >= 2 && name.length <= 256 && legalName.test(name),
      'expected 2 to 256 lower-case letters, digits and single separators of ._-/',
    )
    .optional(),
  EmptyOnDelete: recorded(
    'A repository is not deleted locally: what was pushed stays until local:down --volumes, or until it expires.',
    flag,
  ),
  EncryptionConfiguration: approximated(
    z
      .strictObject({ EncryptionType: z.enum(['AES256', 'KMS', 'KMS_DSSE']), KmsKey: text.optional() })
      .optional(),
    `${unencryptedAtRest} DescribeRepositories shows it.`,
  ),
  ImageScanningConfiguration: approximated(
    z.strictObject({ ScanOnPush: flag.optional() }).optional(),
    'Images are scanned by Trivy, which finds other things than ECR does, and not in archives of Java; where its image or its database cannot be had, the scan has failed and says why.',
  ),
  ImageTagMutability: z
    .enum(['MUTABLE', 'IMMUTABLE', 'MUTABLE_WITH_EXCLUSION', 'IMMUTABLE_WITH_EXCLUSION'])
    .optional(),
  ImageTagMutabilityExclusionFilters: z
    .array(
      z.strictObject({
        ImageTagMutabilityExclusionFilterType: z.literal('WILDCARD'),
        ImageTagMutabilityExclusionFilterValue: text,
      }),
    )
    .max(5)
    .optional(),
  LifecyclePolicy: approximated(
    z
      .strictObject({
        LifecyclePolicyText: text.optional(),
        RegistryId: recorded('There is one registry locally.', text),
      })
      .optional(),
    'Images that were pushed expire with the next push or within an hour. The images that tasks run are in the container engine; after a release, those that no environment needs are removed, except the last three.',
  ),
  RepositoryPolicyText: recorded(
    'Whoever has a login of the local registry may push and pull.',
    z.union([text, z.record(z.string(), z.json())]),
  ),
  Tags: keyValues.optional(),
});

/** The repositories that the stack has of its own. */
export function readRepositories(template: ResolvedTemplate): readonly Repository[] {
  return resourcesOfType(template, 'AWS::ECR::Repository').map((resource) => {
    const properties = readProperties(resource, repositorySchema);
    const { logicalId } = resource;
    return {
      logicalId,
      name: String(template.values(logicalId, 'Ref')),
      uri: String(template.values(logicalId, 'RepositoryUri')),
      ...settingsOf(properties),
    };
  });
}

/** What the template says; nothing for what it leaves to ECR. */
function settingsOf(properties: z.output<typeof repositorySchema>): Partial<Repository> {
  const exclusions = properties.ImageTagMutabilityExclusionFilters?.map(
    (filter) => filter.ImageTagMutabilityExclusionFilterValue,
  );
  const { ImageTagMutability, EncryptionConfiguration: encryption, Tags } = properties;
  const scanOnPush = properties.ImageScanningConfiguration?.ScanOnPush;
  const policy = properties.LifecyclePolicy?.LifecyclePolicyText;
  return {
    ...(ImageTagMutability === undefined ? {} : { tagMutability: ImageTagMutability }),
    ...(exclusions === undefined ? {} : { tagMutabilityExclusions: exclusions }),
    ...(scanOnPush === undefined ? {} : { scanOnPush }),
    ...(policy === undefined ? {} : { lifecyclePolicy: policy }),
    ...(encryption === undefined
      ? {}
      : {
          encryption: {
            encryptionType: encryption.EncryptionType,
            ...(encryption.KmsKey === undefined ? {} : { kmsKey: encryption.KmsKey }),
          },
        }),
    ...(Tags === undefined ? {} : { tags: Tags }),
  };
}
