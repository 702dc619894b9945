import { z } from 'zod';
import { invalid, repositoryNotFound } from '../errors.ts';
import { operation } from '../operation.ts';
import { repositoryArn } from '../shapes/repository.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = operation(z.object({ resourceArn: z.string() }), (request, access) => {
  const { resourceArn } = request;
  const name = /^arn:aws:ecr:[^:]*:\d{12}:repository\/(.+)$/.exec(resourceArn)?.[1];
  if (name === undefined) throw invalid(`Invalid parameter at 'resourceArn': ${resourceArn}`);
  const found = access.repositories.find((each) => repositoryArn(each, access) === resourceArn);
  if (found === undefined) throw repositoryNotFound(name, access.place.accountId);
  return { tags: Object.entries(found.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
});
