import { AwsError } from '../../aws-error.ts';
import type { RestOperation } from '../../protocols/rest-xml-service.ts';
import { requireDistribution } from '../find.ts';
import { invalidationShape } from '../shapes/invalidation.ts';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetInvalidation.html */
export const getInvalidation: RestOperation = ({ parts: [distributionId = '', id = ''] }, controlPlane) => {
  requireDistribution(controlPlane, distributionId);
  const found = controlPlane.surroundings.edge
    .invalidations()
    .find((each) => each.distributionId === distributionId && each.id === id);
  if (found !== undefined) return { root: 'Invalidation', content: invalidationShape(found) };
  throw new AwsError('NoSuchInvalidation', 'The specified invalidation does not exist.', 404);
};
