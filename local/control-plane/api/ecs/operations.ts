import type { Operation } from './operation.ts';
import { describeClusters } from './operations/describe-clusters.ts';
import { describeServices } from './operations/describe-services.ts';
import { listClusters } from './operations/list-clusters.ts';
import { listServices } from './operations/list-services.ts';

/** The operations of the ECS API that are answered here, by name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    DescribeClusters: describeClusters,
    DescribeServices: describeServices,
    ListClusters: listClusters,
    ListServices: listServices,
  }),
);
