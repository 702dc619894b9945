import type { TemplateAlarm } from './model/alarms.ts';
import type { Bucket } from './model/bucket.ts';
import type { Distribution } from './model/cloudfront.ts';
import type { DatabaseInstance, ReplicationGroup } from './model/data-stores.ts';
import type { Repository } from './model/ecr.ts';
import type { Cluster, DefinedTaskDefinition, Service } from './model/ecs.ts';
import type { LoadBalancer, TargetGroup } from './model/load-balancing.ts';
import type { LogGroup } from './model/logs.ts';
import type { StoredParameter } from './model/parameters.ts';
import type { ScalableTarget } from './model/scaling.ts';
import type { SecretDefinition } from './model/secrets.ts';
import type { StackContents } from './model/stack.ts';

/**
 * The typed model of what a synthesized template defines, in AWS's terms: everything that the local environment runs
 * is read from here and described nowhere else. All values are resolved; units are AWS's.
 */
export interface Workload {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly clusters: readonly Cluster[];
  readonly taskDefinitions: readonly DefinedTaskDefinition[];
  readonly services: readonly Service[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly targetGroups: readonly TargetGroup[];
  readonly distributions: readonly Distribution[];
  readonly scalableTargets: readonly ScalableTarget[];
  readonly alarms: readonly TemplateAlarm[];
  readonly databases: readonly DatabaseInstance[];
  readonly replicationGroups: readonly ReplicationGroup[];
  readonly buckets: readonly Bucket[];
  readonly secrets: readonly SecretDefinition[];
  readonly parameters: readonly StoredParameter[];
  readonly repositories: readonly Repository[];
  readonly logGroups: readonly LogGroup[];
  /** All resources and outputs; absent from a definition that is read for AWS, and from what earlier versions released. */
  readonly stack?: StackContents;
}
