import type { Operations } from '../protocols/service.ts';
import { describeCacheClusters } from './operations/describe-cache-clusters.ts';
import { describeEvents } from './operations/describe-events.ts';
import { describeReplicationGroups } from './operations/describe-replication-groups.ts';
import { testFailover } from './operations/test-failover.ts';

/** The operations of ElastiCache that are answered here, by name. */
export const operations: Operations = new Map(
  Object.entries({
    DescribeCacheClusters: describeCacheClusters,
    DescribeEvents: describeEvents,
    DescribeReplicationGroups: describeReplicationGroups,
    TestFailover: testFailover,
  }),
);
