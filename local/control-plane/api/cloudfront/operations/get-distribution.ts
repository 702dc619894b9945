import type { RestOperation } from '../../protocols/rest-xml-service.ts';
import { requireDistribution } from '../find.ts';
import { distributionShape } from '../shapes/distribution.ts';
import { distributionConfigShape } from '../shapes/distribution-config.ts';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistribution.html */
export const getDistribution: RestOperation = ({ parts: [id = ''] }, controlPlane) => {
  const found = requireDistribution(controlPlane, id);
  return { root: 'Distribution', content: distributionShape(found), headers: { etag: found.etag } };
};

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistributionConfig.html */
export const getDistributionConfig: RestOperation = ({ parts: [id = ''] }, controlPlane) => {
  const found = requireDistribution(controlPlane, id);
  const content = distributionConfigShape(found);
  return { root: 'DistributionConfig', content, headers: { etag: found.etag } };
};
