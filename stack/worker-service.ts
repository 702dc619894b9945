import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { FargateService, ICluster } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { allowPublishing, queueLatency } from './queue-latency.ts';
import { scaleWorker } from './scaling.ts';
import type { Settings } from './settings.ts';
import type { StoreContract } from './store-contract.ts';
import { createStoreService } from './store-service.ts';
import { StoreTask } from './store-task.ts';

export interface WorkerServiceProps {
  readonly settings: Settings;
  readonly cluster: ICluster;
  readonly logGroup: LogGroup;
  readonly contract: StoreContract;
}

/** Sidekiq: mail, pictures, webhooks. Nothing connects to it. */
export class WorkerService extends Construct {
  readonly service: FargateService;
  readonly task: StoreTask;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: WorkerServiceProps) {
    super(scope, id);
    const { settings, cluster } = props;
    this.task = createTask(this, props);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: cluster.vpc,
      description: 'Worker tasks: nothing comes in',
    });
    const { task, securityGroup } = this;
    this.service = createStoreService(this, {
      ...{ settings, cluster, task, securityGroup },
      range: settings.worker,
    });
    this.task.definition.addToTaskRolePolicy(allowPublishing());
    scaleWorker(this.service, queueLatency(this.service.serviceName), settings.worker);
  }
}

function createTask(scope: Construct, { settings, contract, logGroup }: WorkerServiceProps): StoreTask {
  return new StoreTask(scope, 'Task', {
    settings,
    contract,
    logGroup,
    name: 'worker',
    cpu: 256,
    memoryMiB: 512,
    container: {
      command: ['bundle', 'exec', 'sidekiq', '-q', 'default', '-q', 'spree_webhooks'],
      healthCheck: {
        // The brackets keep the pattern from finding the shell that looks for it.
        command: ['CMD-SHELL', "pgrep -f '[s]idekiq' || exit 1"],
        interval: Duration.seconds(settings.containerHealthIntervalSeconds),
        timeout: Duration.seconds(5),
        retries: 3,
        startPeriod: Duration.seconds(settings.healthCheckGraceSeconds),
      },
    },
  });
}
