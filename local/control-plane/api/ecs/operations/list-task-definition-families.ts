import { z } from 'zod';
import { paginate } from '../../protocols/paging.ts';
import { maxResults } from '../input/max-results.ts';
import { operation } from '../operation.ts';

const input = z.object({
  familyPrefix: z.string().default(''),
  status: z.enum(['ACTIVE', 'INACTIVE', 'ALL']).default('ALL'),
  maxResults: maxResults(100),
  nextToken: z.string().optional(),
});

/**
 * A family is ACTIVE while it has an ACTIVE revision.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitionFamilies.html
 */
export const listTaskDefinitionFamilies = operation(input, (request, controlPlane) => {
  const { familyPrefix, status, maxResults, nextToken } = request;
  const revisions = Object.values(controlPlane.state().taskDefinitions);
  const active = new Set(revisions.filter((found) => found.status === 'ACTIVE').map((found) => found.family));
  const families = [...new Set(revisions.map((found) => found.family))]
    .filter((family) => family.startsWith(familyPrefix))
    .filter((family) => status === 'ALL' || active.has(family) === (status === 'ACTIVE'));
  const page = paginate(
    families.map((family) => ({ key: family, item: family })),
    { maxResults, nextToken, list: ['families', familyPrefix, status] },
  );
  return { families: page.items, nextToken: page.nextToken };
});
