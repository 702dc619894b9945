import { z } from 'zod';
import { capacityProviderArn } from '../../../model/arns.ts';
import { paginate } from '../../protocols/paging.ts';
import { operation } from '../operation.ts';
import { requireCluster } from '../references.ts';
import { capacityProviders } from '../shapes/cluster.ts';

const input = z.object({
  capacityProviders: z.array(z.string()).max(100).optional(),
  cluster: z.string().optional(),
  include: z.array(z.enum(['TAGS'])).default([]),
  maxResults: z.int().min(1).max(10).default(10),
  nextToken: z.string().optional(),
});

/**
 * Those of Fargate, which every account has and nobody can tag.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html
 */
export const describeCapacityProviders = operation(input, (request, controlPlane) => {
  const state = controlPlane.state();
  if (request.cluster !== undefined) requireCluster(state, request.cluster);
  const all = capacityProviders.map((name) => ({ name, arn: capacityProviderArn(state, name) }));
  const wanted = request.capacityProviders ?? capacityProviders;
  const found = all.filter(({ name, arn }) => wanted.includes(name) || wanted.includes(arn));
  const missing = wanted.filter((reference) => !all.some(({ name, arn }) => [name, arn].includes(reference)));
  const { items, nextToken } = paginate(
    found.map((item) => ({ key: item.name, item })),
    { maxResults: request.maxResults, nextToken: request.nextToken, list: ['capacityProviders', ...wanted] },
  );
  return {
    capacityProviders: items.map(({ name, arn }) => ({
      capacityProviderArn: arn,
      name,
      status: 'ACTIVE',
      tags: [],
    })),
    failures: missing.map((reference) => ({
      arn: reference.startsWith('arn:') ? reference : capacityProviderArn(state, reference),
      reason: 'MISSING',
    })),
    nextToken,
  };
});
