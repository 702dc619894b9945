import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { Fn, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { createAccessLogs } from './access-logs.ts';
import { Alarms } from './alarms.ts';
import { AssetStorage } from './asset-storage.ts';
import { Cache } from './cache.ts';
import { createCluster, createLogGroup } from './cluster.ts';
import { createDashboard } from './dashboard.ts';
import { Database } from './database.ts';
import { addDomainRecords } from './domain-records.ts';
import { Edge } from './edge.ts';
import { createImageRepository } from './image-repository.ts';
import { LoadBalancer } from './load-balancer.ts';
import { createMetrics } from './metrics.ts';
import { Network } from './network.ts';
import { OneOffTask } from './one-off-task.ts';
import { addOutputs } from './outputs.ts';
import { renewTasksAfterRotation } from './secret-renewal.ts';
import { rotatePassword } from './secret-rotation.ts';
import { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';
import { createStoreContract } from './store-contract.ts';
import { allowFromCloudFront } from './vpc-origin-access.ts';
import { WebService } from './web-service.ts';
import { WorkerService } from './worker-service.ts';

/** The store: all of it but the certificate, which must be in another region. */
export class StoreStack extends Stack {
  constructor(scope: Construct, settings: Settings, certificate: ICertificate | undefined) {
    super(scope, settings.prefix, {
      env: { region: settings.region, ...(settings.account && { account: settings.account }) },
      crossRegionReferences: certificate !== undefined,
      description: `Spree store, ${settings.environment}`,
    });
    const network = new Network(this, 'Network');
    const { vpc } = network;
    const secrets = new Secrets(this, 'Secrets', settings);
    const database = new Database(this, 'Database', { settings, vpc, secret: secrets.database });
    rotatePassword(database.primary, secrets.database);
    const cache = new Cache(this, 'Cache', { settings, vpc, secret: secrets.redis });
    const assets = new AssetStorage(this, 'Assets', settings);
    const repository = createImageRepository(this, settings);
    const cluster = createCluster(this, settings, vpc);
    const logGroup = createLogGroup(this, settings);

    const loadBalancer = new LoadBalancer(this, 'LoadBalancer', settings, vpc);
    const accessLogs = createAccessLogs(this, settings);
    const edge = new Edge(this, 'Edge', { settings, vpc, loadBalancer, accessLogs, certificate });
    allowFromCloudFront(this, vpc, edge, loadBalancer);
    if (settings.domain) addDomainRecords(this, settings.domain, edge.distribution);

    const image = ContainerImage.fromEcrRepository(repository, settings.imageTag);
    const contract = createStoreContract({ image, database, cache, assets, secrets, host: edge.host });
    const web = new WebService(this, 'Web', { settings, cluster, logGroup, contract, loadBalancer });
    const worker = new WorkerService(this, 'Worker', { settings, cluster, logGroup, contract });
    const oneOff = new OneOffTask(this, 'OneOff', { settings, vpc, logGroup, contract });

    for (const { task, securityGroup } of [web, worker, oneOff]) {
      database.allowFrom(securityGroup);
      cache.allowFrom(securityGroup);
      for (const statement of assets.accessStatements()) task.definition.addToTaskRolePolicy(statement);
    }
    renewTasksAfterRotation(web, 'Renewal', web.service);
    renewTasksAfterRotation(worker, 'Renewal', worker.service);

    const metrics = createMetrics({ network, database, cache, loadBalancer, edge, web, worker });
    const alarms = new Alarms(this, 'Alarms', settings, metrics);
    createDashboard(this, settings, metrics, alarms);
    addOutputs(this, {
      StorefrontUrl: ['Where customers shop', `https://${edge.host}`],
      AdminUrl: ['Where the store is administered', `https://${edge.host}/admin`],
      AdminSecretArn: ["The first administrator's account", secrets.admin.secretArn],
      DistributionDomainName: ["CloudFront's own name", edge.distribution.distributionDomainName],
      DistributionId: ['For invalidations', edge.distribution.distributionId],
      LoadBalancerArn: ['The internal load balancer', loadBalancer.alb.loadBalancerArn],
      RepositoryUri: ['Where images are pushed', repository.repositoryUri],
      ClusterName: ['The ECS cluster', cluster.clusterName],
      WebServiceName: ['The web service', web.service.serviceName],
      WorkerServiceName: ['The worker service', worker.service.serviceName],
      OneOffTaskFamily: ['For migrations, seeds and commands', oneOff.task.definition.family],
      OneOffSecurityGroup: ['Of one-off tasks', oneOff.securityGroup.securityGroupId],
      PrivateSubnets: ['Of all tasks', vpc.privateSubnets.map(({ subnetId }) => subnetId).join(',')],
      LogGroupName: ['Of all tasks', logGroup.logGroupName],
      AssetsBucketName: ['Uploads', assets.bucket.bucketName],
      DatabaseEndpoint: ['The primary', database.primary.dbInstanceEndpointAddress],
      DatabaseReplicaEndpoint: ['The read replica', database.replica.dbInstanceEndpointAddress],
      RedisEndpoint: ['The primary', cache.replicationGroup.attrPrimaryEndPointAddress],
      AlarmTopicArn: ['Where alarms go', alarms.topic.topicArn],
    });
  }

  /**
   * The region's first two zones, whichever they are called in the account that deploys. (The stack knows its
   * region, so CDK would look them up, which takes credentials.)
   */
  override get availabilityZones(): string[] {
    return [Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs())];
  }
}
