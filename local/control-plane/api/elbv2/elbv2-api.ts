import { queryService } from '../protocols/query-service.ts';
import { operations } from './operations.ts';

const version = '2015-12-01';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html */
export const elbv2Api = queryService({
  name: 'Elastic Load Balancing',
  version,
  namespace: `http://elasticloadbalancing.amazonaws.com/doc/${version}/`,
  operations,
});
