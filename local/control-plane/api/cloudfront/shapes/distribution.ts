import type { FoundDistribution } from '../find.ts';
import { commonShape, distributionConfigShape } from './distribution-config.ts';

/** The edge follows a definition as soon as it is released. */
const Status = 'Deployed';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Distribution.html */
export function distributionShape(found: FoundDistribution) {
  return {
    Id: found.id,
    ARN: found.arn,
    Status,
    LastModifiedTime: found.modifiedAt,
    InProgressInvalidationBatches: 0,
    DomainName: found.domainName,
    ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
    ActiveTrustedKeyGroups: { Enabled: false, Quantity: 0 },
    DistributionConfig: distributionConfigShape(found),
  };
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionSummary.html */
export function distributionSummaryShape(found: FoundDistribution) {
  return {
    Id: found.id,
    ARN: found.arn,
    ETag: found.etag,
    Status,
    LastModifiedTime: found.modifiedAt,
    DomainName: found.domainName,
    ...commonShape(found.properties),
  };
}
