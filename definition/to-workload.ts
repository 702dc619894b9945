import type { ResolvedTemplate } from './resolution/resolved-template.ts';
import { checkEmulated } from './resources/check-emulated.ts';
import { readDistributions } from './resources/cloudfront/distribution.ts';
import { readAlarms } from './resources/cloudwatch/alarm.ts';
import { readDatabases } from './resources/data-stores/database.ts';
import { readReplicationGroups } from './resources/data-stores/replication-group.ts';
import { readRepositories } from './resources/ecr/repository.ts';
import { readClusters } from './resources/ecs/cluster.ts';
import { readServices } from './resources/ecs/service.ts';
import { readTaskDefinitions } from './resources/ecs/task-definition.ts';
import { readLoadBalancers } from './resources/elbv2/load-balancer.ts';
import { rejectUnattached } from './resources/elbv2/reject-unattached.ts';
import { readTargetGroups } from './resources/elbv2/target-group.ts';
import { readLogGroups } from './resources/log-group.ts';
import { rejectSharedNames } from './resources/reject-shared-names.ts';
import { rejectUnknownProperties } from './resources/reject-unknown-properties.ts';
import { readBuckets } from './resources/s3/bucket.ts';
import { readScalableTargets } from './resources/scaling/scalable-target.ts';
import { readSecrets } from './resources/secret.ts';
import { readStoredParameters } from './resources/stored-parameter.ts';
import type { Workload } from './workload.ts';

/**
 * Reads everything that the local environment runs out of a resolved template. Fails with `TEMPLATE_BAD_PROPERTY`
 * (logical id, path, value) or `TEMPLATE_UNRESOLVED_REFERENCE`.
 */
export function toWorkload(template: ResolvedTemplate): Workload {
  rejectUnknownProperties(template);
  checkEmulated(template);
  rejectSharedNames(template);
  const clusters = readClusters(template);
  const taskDefinitions = readTaskDefinitions(template);
  const services = readServices(template, { clusters, taskDefinitions });
  const loadBalancers = readLoadBalancers(template);
  rejectUnattached(template, services, loadBalancers);
  return {
    stackName: template.stackName,
    region: template.region,
    accountId: template.accountId,
    clusters,
    taskDefinitions,
    services,
    loadBalancers,
    targetGroups: readTargetGroups(template),
    distributions: readDistributions(template),
    scalableTargets: readScalableTargets(template, services),
    alarms: readAlarms(template),
    databases: readDatabases(template),
    replicationGroups: readReplicationGroups(template),
    buckets: readBuckets(template),
    secrets: readSecrets(template),
    parameters: readStoredParameters(template),
    repositories: readRepositories(template),
    logGroups: readLogGroups(template),
  };
}
