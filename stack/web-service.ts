import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { FargateService, ICluster } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { containerHealth } from './container-health.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { scaleWeb } from './scaling.ts';
import type { Settings } from './settings.ts';
import type { StoreContract } from './store-contract.ts';
import { createStoreService } from './store-service.ts';
import { StoreTask } from './store-task.ts';

export interface WebServiceProps {
  readonly settings: Settings;
  readonly cluster: ICluster;
  readonly logGroup: LogGroup;
  readonly contract: StoreContract;
  readonly loadBalancer: LoadBalancer;
}

/** The storefront, the admin and the API, behind the load balancer. */
export class WebService extends Construct {
  readonly service: FargateService;
  readonly task: StoreTask;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id);
    const { settings, cluster, loadBalancer } = props;
    this.task = createTask(this, props);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: cluster.vpc,
      description: 'Web tasks, for the load balancer',
    });
    this.service = createStoreService(
      this,
      { settings, cluster, task: this.task, securityGroup: this.securityGroup, range: settings.web },
      { healthCheckGracePeriod: Duration.seconds(settings.healthCheckGraceSeconds) },
    );
    loadBalancer.targetGroup.addTarget(this.service);
    scaleWeb(this.service, loadBalancer.targetGroup, settings.web);
  }
}

function createTask(scope: Construct, { settings, contract, logGroup }: WebServiceProps): StoreTask {
  const { command, port, healthCommand } = settings.application.web;
  return new StoreTask(scope, 'Task', {
    settings,
    contract,
    logGroup,
    name: 'web',
    cpu: 512,
    memoryMiB: 1024,
    container: {
      command: [...command],
      portMappings: [{ containerPort: port, name: 'http' }],
      ...containerHealth(settings, healthCommand),
    },
  });
}
