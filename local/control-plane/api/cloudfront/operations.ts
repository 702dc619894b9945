import type { RestOperation } from '../protocols/rest-xml-service.ts';
import { createInvalidation } from './operations/create-invalidation.ts';
import { getDistribution, getDistributionConfig } from './operations/get-distribution.ts';
import { getInvalidation } from './operations/get-invalidation.ts';
import { getVpcOrigin } from './operations/get-vpc-origin.ts';
import { listDistributions } from './operations/list-distributions.ts';
import { listInvalidations } from './operations/list-invalidations.ts';
import { listVpcOrigins } from './operations/list-vpc-origins.ts';

/** The operations of CloudFront that are answered here, by name. */
export const operations: ReadonlyMap<string, RestOperation> = new Map(
  Object.entries({
    CreateInvalidation: createInvalidation,
    GetDistribution: getDistribution,
    GetDistributionConfig: getDistributionConfig,
    GetInvalidation: getInvalidation,
    GetVpcOrigin: getVpcOrigin,
    ListDistributions: listDistributions,
    ListInvalidations: listInvalidations,
    ListVpcOrigins: listVpcOrigins,
  }),
);
