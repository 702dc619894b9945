import type { RestOperation } from '../../protocols/rest-xml-service.ts';
import { vpcOrigins } from '../find.ts';
import { listShape } from '../paging.ts';
import { vpcOriginSummaryShape } from '../shapes/vpc-origin.ts';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListVpcOrigins.html */
export const listVpcOrigins: RestOperation = ({ query }, controlPlane) => ({
  root: 'VpcOriginList',
  content: listShape('VpcOriginSummary', vpcOrigins(controlPlane), { query, shapeOf: vpcOriginSummaryShape }),
});
