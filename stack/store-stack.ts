import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Fn, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { createAccessLogs } from './access-logs.ts';
import { Alarms } from './alarms.ts';
import { createDashboard } from './dashboard.ts';
import { createDataStores } from './data-stores.ts';
import { addDomainRecords } from './domain-records.ts';
import { Edge } from './edge.ts';
import { LoadBalancer } from './load-balancer.ts';
import { createMetrics } from './metrics.ts';
import { Network } from './network.ts';
import { addOutputs } from './outputs.ts';
import { ReleaseAssets } from './release-assets.ts';
import { createServices } from './services.ts';
import type { Settings } from './settings.ts';
import { allowFromCloudFront } from './vpc-origin-access.ts';

/** The store: all of it but the certificate, which must be in another region. */
export class StoreStack extends Stack {
  private readonly settings: Settings;

  constructor(scope: Construct, settings: Settings, certificate: ICertificate | undefined) {
    super(scope, settings.prefix, {
      env: { region: settings.region, ...(settings.account && { account: settings.account }) },
      crossRegionReferences: certificate !== undefined,
      description: `Spree store, ${settings.environment}`,
      // CloudFormation deletes services, edge and secrets before it comes to a database that is protected.
      terminationProtection: settings.isProtectedFromDeletion,
    });
    this.settings = settings;
    const network = new Network(this, 'Network', settings);
    const { vpc } = network;
    const stores = createDataStores(this, settings, vpc);
    const loadBalancer = new LoadBalancer(this, 'LoadBalancer', settings, vpc);
    const accessLogs = createAccessLogs(this, settings);
    const releaseAssets = new ReleaseAssets(this, 'ReleaseAssets', settings);
    const edge = new Edge(this, 'Edge', {
      ...{ settings, vpc, loadBalancer, releaseAssets, accessLogs, certificate },
    });
    stores.assets.allowUploadsFrom(`https://${edge.host}`);
    allowFromCloudFront(this, vpc, edge, loadBalancer);
    if (settings.domain) addDomainRecords(this, settings.domain, edge.distribution);
    const services = createServices(this, { settings, network, stores, loadBalancer, edge });
    const metrics = createMetrics({ network, stores, loadBalancer, edge, services });
    const alarms = new Alarms(this, 'Alarms', settings, metrics);
    createDashboard(this, settings, metrics, alarms);
    addOutputs(this, {
      ...{ network, stores, loadBalancer, releaseAssets, edge, services, alarms },
      application: settings.application,
    });
  }

  /**
   * Those of the settings, or the region's first two zones, whichever they are called in the account that deploys.
   * (The stack knows its region, so CDK would look them up, which takes credentials.)
   */
  override get availabilityZones(): string[] {
    const { availabilityZones } = this.settings;
    if (availabilityZones) return [...availabilityZones];
    return [Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs())];
  }
}
