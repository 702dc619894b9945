import type { RestOperation } from '../../protocols/rest-xml-service.ts';
import { requireVpcOrigin } from '../find.ts';
import { vpcOriginShape } from '../shapes/vpc-origin.ts';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetVpcOrigin.html */
export const getVpcOrigin: RestOperation = ({ parts: [id = ''] }, controlPlane) => {
  const found = requireVpcOrigin(controlPlane, id);
  return { root: 'VpcOrigin', content: vpcOriginShape(found), headers: { etag: found.etag } };
};
