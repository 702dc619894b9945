import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Application, Command, None } from '../application/application.ts';
import { defaultApplication } from '../application/defaults.ts';
import type { Alarms } from './alarms.ts';
import type { DataStores } from './data-stores.ts';
import type { MeasuredParts } from './metrics.ts';
import type { ReleaseAssets } from './release-assets.ts';
import type { Services } from './services.ts';

export interface KnownParts extends MeasuredParts {
  readonly releaseAssets: ReleaseAssets;
  readonly alarms: Alarms;
  readonly application: Application;
}

type Outputs = Readonly<Record<string, readonly [description: string, value: string]>>;

/** Writes as stack outputs what a person or a script needs to know of a deployed store. */
export function addOutputs(scope: Construct, parts: KnownParts): void {
  const outputs = {
    ...entranceOutputs(parts),
    ...serviceOutputs(parts.services),
    ...storeOutputs(parts.stores),
    ...applicationOutputs(parts.application),
    ReleaseAssetsBucketName: [
      'Style sheets and scripts of the last releases',
      parts.releaseAssets.bucket.bucketName,
    ],
    PrivateSubnets: [
      'Subnets of all tasks',
      parts.network.vpc.privateSubnets.map(({ subnetId }) => subnetId).join(','),
    ],
    AlarmTopicArn: ['Where alarms go', parts.alarms.topic.topicArn],
  } satisfies Outputs;
  for (const [name, [description, value]] of Object.entries<Outputs[string]>(outputs)) {
    new CfnOutput(scope, name, { description, value });
  }
}

function entranceOutputs({ edge, loadBalancer }: KnownParts): Outputs {
  return {
    StorefrontUrl: ['Where customers shop', `https://${edge.host}`],
    AdminUrl: ['Where the store is administered', `https://${edge.host}/admin`],
    DistributionDomainName: ["CloudFront's own name", edge.distribution.distributionDomainName],
    DistributionId: ['For invalidations', edge.distribution.distributionId],
    LoadBalancerArn: ['The internal load balancer', loadBalancer.alb.loadBalancerArn],
  };
}

function serviceOutputs(services: Services): Outputs {
  const { repository, cluster, logGroup, web, worker, oneOff, seedTask, setUpTask, loadWorkers } = services;
  return {
    RepositoryUri: ['Where images are pushed', repository.repositoryUri],
    ClusterName: ['The ECS cluster', cluster.clusterName],
    WebServiceName: ['The web service', web.service.serviceName],
    ...(worker && { WorkerServiceName: ['The worker service', worker.service.serviceName] }),
    OneOffTaskFamily: ['For migrations and commands', oneOff.task.definition.family],
    ...(seedTask && { SeedTaskFamily: ['For the seeds', seedTask.definition.family] }),
    SetUpTaskFamily: ["For the store's users of the database", setUpTask.definition.family],
    OneOffSecurityGroup: ['Of one-off tasks', oneOff.securityGroup.securityGroupId],
    LoadTestTaskFamily: ['Of load test workers', loadWorkers.definition.family],
    LoadTestSecurityGroup: ['Of load test workers', loadWorkers.securityGroup.securityGroupId],
    LoadTestBucketName: ['Orders and results of load test workers', loadWorkers.bucket.bucketName],
    LogGroupName: ['Of all tasks', logGroup.logGroupName],
    FailedRenewalsUrl: ['Where calls for new tasks are left that failed', services.failedRenewals.queueUrl],
  };
}

/** What whoever releases has to know of an application that is not run as a Rails application is. */
function applicationOutputs({ web, migrate, seed }: Application): Outputs {
  const { web: webOfRails, migrate: migrateOfRails, seed: seedOfRails } = defaultApplication;
  return {
    ...(web.healthPath !== webOfRails.healthPath && {
      HealthPath: ['Answers 200 while the application works', web.healthPath],
    }),
    ...(isOther(migrate, migrateOfRails) && {
      MigrateCommand: ['Migrates the database', commandText(migrate)],
    }),
    ...(isOther(seed, seedOfRails) && { SeedCommand: ['Seeds the database', commandText(seed)] }),
  };
}

function isOther(command: Command | None, other: Command | None): boolean {
  return commandText(command) !== commandText(other);
}

/** JSON, so that each word stays one; or `none`. */
function commandText(command: Command | None): string {
  return command === 'none' ? command : JSON.stringify(command);
}

function storeOutputs({ secrets, database, cache, assets }: DataStores): Outputs {
  return {
    AdminSecretArn: ["The first administrator's account", secrets.admin.secretArn],
    AssetsBucketName: ['Uploads', assets.bucket.bucketName],
    DatabaseEndpoint: ['The primary', database.primary.dbInstanceEndpointAddress],
    DatabaseReplicaEndpoint: ['What reads, where there is no replica the primary', database.readAddress],
    ...(cache && { RedisEndpoint: ['The primary', cache.replicationGroup.attrPrimaryEndPointAddress] }),
  };
}
