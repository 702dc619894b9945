import { z } from 'zod';
import { keyedByTime } from '../../protocols/keyed-by-time.ts';
import { paginate } from '../../protocols/paging.ts';
import { maxResults } from '../input/max-results.ts';
import { operation } from '../operation.ts';
import { requireCluster, requireService } from '../references.ts';
import { serviceDeploymentBrief } from '../shapes/service-deployment.ts';

const input = z.object({
  service: z.string(),
  cluster: z.string().optional(),
  status: z.array(z.string()).default([]),
  /** In seconds since the epoch. */
  createdAt: z.object({ before: z.number().optional(), after: z.number().optional() }).default({}),
  maxResults: maxResults(20),
  nextToken: z.string().optional(),
});

/**
 * The newest first.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html
 */
export const listServiceDeployments = operation(input, (request, controlPlane) => {
  const { status, createdAt, maxResults, nextToken } = request;
  const state = controlPlane.state();
  requireCluster(state, request.cluster);
  const service = requireService(state, request.service);
  const all = keyedByTime(
    service.name,
    [...service.deployments, ...service.history],
    (each) => each.createdAt,
  );
  const found = all
    .map(({ key, item: deployment }) => ({
      key,
      item: serviceDeploymentBrief({ service, deployment }, state),
    }))
    .filter(({ item: brief }) => status.length === 0 || status.includes(brief.status))
    .filter(
      ({ item: { createdAt: at } }) =>
        at > (createdAt.after ?? -Infinity) && at < (createdAt.before ?? Infinity),
    );
  const list = ['deployments', service.name, status, createdAt];
  const page = paginate(found, { maxResults, nextToken, descending: true, list });
  return { serviceDeployments: page.items, nextToken: page.nextToken };
});
