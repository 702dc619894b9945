import { AwsError } from '../aws-error.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html */
export const invalid = (message: string) => new AwsError('InvalidParameterException', message);

export const repositoryNotFound = (name: string, registryId: string) =>
  new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
  );

/** An image as requests name it. */
export interface NamedImage {
  readonly imageDigest?: string | undefined;
  readonly imageTag?: string | undefined;
}

/** In the words of ECR's errors. */
export const imageText = ({ imageDigest, imageTag }: NamedImage) =>
  `{imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'}`;

export const imageNotFound = (id: NamedImage, repository: string, registryId: string) =>
  new AwsError(
    'ImageNotFoundException',
    `The image with imageId ${imageText(id)} does not exist within the repository with name '${repository}' in the registry with id '${registryId}'`,
  );

export const scanNotFound = (id: NamedImage, repository: string, registryId: string) =>
  new AwsError(
    'ScanNotFoundException',
    `Image scan does not exist for the image with '${imageText(id)}' in the repository with name '${repository}' in the registry with id '${registryId}'`,
  );
