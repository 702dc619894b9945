import type { RestOperation } from '../../protocols/rest-xml-service.ts';
import { requireDistribution } from '../find.ts';
import { listShape } from '../paging.ts';
import { invalidationSummaryShape } from '../shapes/invalidation.ts';

/** The newest first. @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListInvalidations.html */
export const listInvalidations: RestOperation = ({ parts: [distributionId = ''], query }, controlPlane) => {
  requireDistribution(controlPlane, distributionId);
  const all = controlPlane.surroundings.edge.invalidations();
  const own = all.filter((each) => each.distributionId === distributionId).toReversed();
  const content = listShape('InvalidationSummary', own, { query, shapeOf: invalidationSummaryShape });
  return { root: 'InvalidationList', content };
};
