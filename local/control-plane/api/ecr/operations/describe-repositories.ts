import { z } from 'zod';
import { pageMembers, pageOf } from '../input/paging.ts';
import { findRepository, operation } from '../operation.ts';
import { repositoryShape } from '../shapes/repository.ts';

const input = z.object({
  registryId: z.string().optional(),
  repositoryNames: z.array(z.string()).min(1).optional(),
  ...pageMembers,
});

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export const describeRepositories = operation(input, async (request, access) => {
  const { registryId, repositoryNames: names } = request;
  const all =
    names === undefined
      ? access.repositories
      : names.map((repositoryName) => findRepository({ repositoryName, registryId }, access));
  const keyed = all.map((item) => ({ key: item.name, item }));
  const { items, nextToken } = pageOf(keyed, request, ['repositories', names]);
  const repositories = [];
  for (const item of items) {
    const { createdAt } = await access.images.read(item.name);
    repositories.push(repositoryShape(item, createdAt, access));
  }
  return { repositories, nextToken };
});
