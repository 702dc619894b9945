import { z } from 'zod';
import { clusterArn } from '../../../model/arns.ts';
import { paginate } from '../../protocols/paging.ts';
import { maxResults } from '../input/max-results.ts';
import { operation } from '../operation.ts';

const input = z.object({ maxResults: maxResults(100), nextToken: z.string().optional() });

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html */
export const listClusters = operation(input, ({ maxResults, nextToken }, controlPlane) => {
  const arn = clusterArn(controlPlane.state());
  const page = paginate([{ key: arn, item: arn }], { maxResults, nextToken, list: ['clusters'] });
  return { clusterArns: page.items, nextToken: page.nextToken };
});
