import { z } from 'zod';
import type { RegisteredTaskDefinition } from '../../../model/cluster-state.ts';
import { paginate } from '../../protocols/paging.ts';
import { maxResults } from '../input/max-results.ts';
import { operation } from '../operation.ts';

const input = z.object({
  familyPrefix: z.string().optional(),
  status: z.enum(['ACTIVE', 'INACTIVE', 'DELETE_IN_PROGRESS']).default('ACTIVE'),
  sort: z.enum(['ASC', 'DESC']).default('ASC'),
  maxResults: maxResults(100),
  nextToken: z.string().optional(),
});

/**
 * `familyPrefix` is a whole family, whatever its name says.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html
 */
export const listTaskDefinitions = operation(input, (request, controlPlane) => {
  const { familyPrefix, status, sort, maxResults, nextToken } = request;
  const found = Object.values(controlPlane.state().taskDefinitions)
    .filter((revision) => revision.status === status)
    .filter((revision) => familyPrefix === undefined || revision.family === familyPrefix);
  const page = paginate(
    found.map((revision) => ({ key: sortKey(revision), item: revision.arn })),
    {
      maxResults,
      nextToken,
      descending: sort === 'DESC',
      list: ['task-definitions', familyPrefix, status, sort],
    },
  );
  return { taskDefinitionArns: page.items, nextToken: page.nextToken };
});

/** By family, then by revision as a number. */
function sortKey({ family, revision }: RegisteredTaskDefinition): string {
  return `${family} ${String(revision).padStart(10, '0')}`;
}
