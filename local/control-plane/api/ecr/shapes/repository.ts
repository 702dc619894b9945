import type { Repository } from '../../../../../definition/model/ecr.ts';
import type { EcrAccess } from '../operation.ts';

/** The ARN of a repository. */
export function repositoryArn({ name }: Pick<Repository, 'name'>, { place }: EcrAccess): string {
  return `arn:aws:ecr:${place.region}:${place.accountId}:repository/${name}`;
}

/**
 * A repository as ECR describes it. Its URI leads to the local registry: it is what `docker push` takes.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Repository.html
 */
export function repositoryShape(repository: Repository, createdAt: number, access: EcrAccess): object {
  const { name, tagMutability = 'MUTABLE', tagMutabilityExclusions = [], encryption } = repository;
  return {
    repositoryArn: repositoryArn(repository, access),
    registryId: access.place.accountId,
    repositoryName: name,
    repositoryUri: `${access.images.host}/${name}`,
    createdAt: createdAt / 1000,
    imageTagMutability: tagMutability,
    ...(tagMutabilityExclusions.length === 0
      ? {}
      : {
          imageTagMutabilityExclusionFilters: tagMutabilityExclusions.map((filter) => ({
            filterType: 'WILDCARD',
            filter,
          })),
        }),
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush ?? false },
    encryptionConfiguration: encryption ?? { encryptionType: 'AES256' },
  };
}
