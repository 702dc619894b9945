import { readBuckets } from './families/bucket.ts';
import { readClusters } from './families/cluster.ts';
import { readDatabases } from './families/database.ts';
import { readDistributions } from './families/distribution.ts';
import { readLoadBalancers } from './families/load-balancer.ts';
import { readLogGroups } from './families/log-group.ts';
import { readReplicationGroups } from './families/replication-group.ts';
import { readScalableTargets } from './families/scalable-target.ts';
import { readSecrets } from './families/secret.ts';
import { readServices } from './families/service.ts';
import { readTargetGroups } from './families/target-group.ts';
import { readTaskDefinitions } from './families/task-definition.ts';
import type { ResolvedTemplate } from './resolved-template.ts';
import type { Workload } from './workload.ts';

/**
 * Reads everything that the local side runs out of a resolved template. Fails with `TEMPLATE_BAD_PROPERTY`
 * (logical id, path, value) or `TEMPLATE_UNRESOLVED_REFERENCE`.
 */
export function toWorkload(template: ResolvedTemplate): Workload {
  return {
    stackName: template.stackName,
    region: template.region,
    accountId: template.accountId,
    clusters: readClusters(template),
    taskDefinitions: readTaskDefinitions(template),
    services: readServices(template),
    loadBalancers: readLoadBalancers(template),
    targetGroups: readTargetGroups(template),
    distributions: readDistributions(template),
    scalableTargets: readScalableTargets(template),
    databases: readDatabases(template),
    replicationGroups: readReplicationGroups(template),
    buckets: readBuckets(template),
    secrets: readSecrets(template),
    logGroups: readLogGroups(template),
  };
}
