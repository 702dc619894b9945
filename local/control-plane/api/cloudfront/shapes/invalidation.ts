import type { Invalidation } from '../../../model/invalidation.ts';
import { itemsShape } from './list.ts';

/** The edge has forgotten the objects by the time when it is told of. */
const Status = 'Completed';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Invalidation.html */
export function invalidationShape({ id, createdAt, paths, callerReference }: Invalidation) {
  return {
    Id: id,
    Status,
    CreateTime: new Date(createdAt),
    InvalidationBatch: { Paths: itemsShape('Path', paths), CallerReference: callerReference },
  };
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_InvalidationSummary.html */
export function invalidationSummaryShape({ id, createdAt }: Invalidation) {
  return { Id: id, CreateTime: new Date(createdAt), Status };
}
