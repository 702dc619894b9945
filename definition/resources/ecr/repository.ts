import { z } from 'zod';
import type { Repository } from '../../model/ecr.ts';
import { unencryptedAtRest } from '../../properties/common-reasons.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, keyValues, text } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../resolution/resolved-template.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const legalName = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const inEngine =
  'Images are in the container engine; after a release, those that no environment needs are removed, except the last three.';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html */
export const repositorySchema = z.strictObject({
  RepositoryName: text
    .refine(
      (name) => name.length >= 2 && name.length <= 256 && legalName.test(name),
      'expected 2 to 256 lower-case letters, digits and single separators of ._-/',
    )
    .optional(),
  EmptyOnDelete: recorded(inEngine, flag),
  EncryptionConfiguration: recorded(
    unencryptedAtRest,
    z.strictObject({ EncryptionType: z.enum(['AES256', 'KMS', 'KMS_DSSE']), KmsKey: text.optional() }),
  ),
  ImageScanningConfiguration: recorded(
    'Images are not scanned locally.',
    z.strictObject({ ScanOnPush: flag.optional() }),
  ),
  ImageTagMutability: recorded(
    'Tags of local images are mutable; a deployment keeps the image that it started with.',
    z.enum(['MUTABLE', 'IMMUTABLE', 'MUTABLE_WITH_EXCLUSION', 'IMMUTABLE_WITH_EXCLUSION']),
  ),
  ImageTagMutabilityExclusionFilters: recorded(
    'Tags of local images are mutable.',
    z
      .array(
        z.strictObject({
          ImageTagMutabilityExclusionFilterType: z.literal('WILDCARD'),
          ImageTagMutabilityExclusionFilterValue: text,
        }),
      )
      .max(5),
  ),
  LifecyclePolicy: recorded(
    inEngine,
    z.strictObject({ LifecyclePolicyText: text.optional(), RegistryId: text.optional() }),
  ),
  RepositoryPolicyText: recorded(
    'Anyone with access to the container engine can use its images.',
    z.union([text, z.record(z.string(), z.json())]),
  ),
  Tags: recorded('No local API returns the tags of repositories.', keyValues),
});

/** The repositories that the stack has of its own. */
export function readRepositories(template: ResolvedTemplate): readonly Repository[] {
  return resourcesOfType(template, 'AWS::ECR::Repository').map((resource) => {
    readProperties(resource, repositorySchema);
    const { logicalId } = resource;
    return {
      logicalId,
      name: String(template.values(logicalId, 'Ref')),
      uri: String(template.values(logicalId, 'RepositoryUri')),
    };
  });
}
