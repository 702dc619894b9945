import type { RestOperation } from '../../protocols/rest-xml-service.ts';
import { distributions } from '../find.ts';
import { listShape } from '../paging.ts';
import { distributionSummaryShape } from '../shapes/distribution.ts';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html */
export const listDistributions: RestOperation = ({ query }, controlPlane) => ({
  root: 'DistributionList',
  content: listShape('DistributionSummary', distributions(controlPlane), {
    query,
    shapeOf: distributionSummaryShape,
  }),
});
