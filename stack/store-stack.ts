import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { Fn, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { createAccessLogs } from './access-logs.ts';
import { AssetStorage } from './asset-storage.ts';
import { Cache } from './cache.ts';
import { createCluster, createLogGroup } from './cluster.ts';
import { Database } from './database.ts';
import { Edge } from './distribution.ts';
import { addDomainRecords } from './domain-records.ts';
import { createImageRepository } from './image-repository.ts';
import { LoadBalancer } from './load-balancer.ts';
import { Network } from './network.ts';
import { OneOffTask } from './one-off-task.ts';
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
    const { vpc } = new Network(this, 'Network');
    const secrets = new Secrets(this, 'Secrets', settings);
    const database = new Database(this, 'Database', { settings, vpc, secret: secrets.database });
    rotatePassword(database.primary);
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

    loadBalancer.allowTo(web.securityGroup);
    for (const { task, securityGroup } of [web, worker, oneOff]) {
      database.allowFrom(securityGroup);
      cache.allowFrom(securityGroup);
      for (const statement of assets.accessStatements()) task.definition.addToTaskRolePolicy(statement);
    }
  }

  /**
   * The region's first two zones, whichever they are called in the account that deploys. (The stack knows its
   * region, so CDK would look them up, which takes credentials.)
   */
  override get availabilityZones(): string[] {
    return [Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs())];
  }
}
