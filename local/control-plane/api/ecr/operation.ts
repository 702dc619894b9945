import { z } from 'zod';
import type { Repository } from '../../../../definition/model/ecr.ts';
import type { Workload } from '../../../../definition/workload.ts';
import type { ImageRegistry } from '../../registry/image-registry.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../protocols/service.ts';
import { withoutNulls } from '../protocols/without-nulls.ts';
import { invalid, repositoryNotFound } from './errors.ts';

/** What an operation works on. */
export interface EcrAccess {
  readonly images: ImageRegistry;
  readonly place: Pick<Workload, 'accountId' | 'region'>;
  readonly repositories: readonly Repository[];
}

/** An operation from its input's schema and what it does with a valid input. Raises `InvalidParameterException`. */
export function operation<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>, access: EcrAccess) => object | Promise<object>,
): Operation {
  return async (body, { surroundings: { images }, workload, state }) => {
    const parsed = schema.safeParse(withoutNulls(body));
    if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
    const { accountId, region } = state();
    const repositories = workload()?.workload.repositories ?? [];
    return await run(parsed.data, { images, place: { accountId, region }, repositories });
  };
}

/** The members by which requests name a repository. */
export const repositoryMembers = { registryId: z.string().optional(), repositoryName: z.string() };

/** Raises `RepositoryNotFoundException`. */
export function findRepository(
  {
    repositoryName,
    registryId,
  }: { readonly repositoryName: string; readonly registryId?: string | undefined },
  { repositories, place }: EcrAccess,
): Repository {
  const found = repositories.find(({ name }) => name === repositoryName);
  if (found !== undefined && (registryId ?? place.accountId) === place.accountId) return found;
  throw repositoryNotFound(repositoryName, registryId ?? place.accountId);
}

/** Raised for a token that no page gave. */
export const invalidToken = () =>
  new AwsError(
    'InvalidParameterException',
    "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'",
  );
