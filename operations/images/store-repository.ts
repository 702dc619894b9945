import { isNamed } from '../../failure/error-name.ts';
import { Failure } from '../../failure/failure.ts';
import type { Target } from '../target.ts';

/** A repository as ECR has it. */
export interface StoreRepository {
  readonly name: string;
  /** What images are pushed by, without the tag. */
  readonly uri: string;
}

/** The name of the repository that has the store's images: that of the environment's stack. */
export function storeRepositoryName({ environment }: Pick<Target, 'environment'>): string {
  return `spree-${environment}`;
}

/**
 * The repository of this name. Raises `NO_REPOSITORY` where there is none: it is made with the stack.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
 */
export async function findRepository(target: Target, name: string): Promise<StoreRepository> {
  const ecr = await target.clients.ecr();
  try {
    const { repositories } = await ecr.describeRepositories({ repositoryNames: [name] });
    const uri = repositories?.[0]?.repositoryUri;
    if (uri !== undefined) return { name, uri };
  } catch (error) {
    if (!isNamed(error, 'RepositoryNotFoundException')) throw error;
  }
  throw new Failure(
    'NO_REPOSITORY',
    `ECR has no repository ${name} for the images of ${target.environment}`,
    {
      hint: 'The stack creates it: deploy the infrastructure first.',
    },
  );
}
