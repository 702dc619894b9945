import { z } from 'zod';
import { serviceArn } from '../../../model/arns.ts';
import { paginate } from '../../protocols/paging.ts';
import { maxResults } from '../input/max-results.ts';
import { operation } from '../operation.ts';
import { requireCluster } from '../references.ts';

const input = z.object({
  cluster: z.string().optional(),
  launchType: z.string().optional(),
  schedulingStrategy: z.string().optional(),
  maxResults: maxResults(10),
  nextToken: z.string().optional(),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html */
export const listServices = operation(input, (request, controlPlane) => {
  const { cluster, launchType = 'FARGATE', schedulingStrategy = 'REPLICA', ...page } = request;
  const state = controlPlane.state();
  requireCluster(state, cluster);
  const none = launchType !== 'FARGATE' || schedulingStrategy !== 'REPLICA';
  const services = none ? [] : Object.values(state.services);
  const arns = services
    .filter((service) => service.status !== 'INACTIVE')
    .map((service) => serviceArn(state, service.name));
  const { items, nextToken } = paginate(
    arns.map((arn) => ({ key: arn, item: arn })),
    {
      maxResults: page.maxResults,
      nextToken: page.nextToken,
      list: ['services', launchType, schedulingStrategy],
    },
  );
  return { serviceArns: items, nextToken };
});
