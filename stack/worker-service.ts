import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { FargateService, ICluster } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { allowPublishing, queueLatency, queueVariables } from './queue-latency.ts';
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

/** Works off the queue: mail, pictures, webhooks. Nothing connects to it. */
export class WorkerService extends Construct {
  readonly service: FargateService;
  readonly task: StoreTask;
  readonly securityGroup: SecurityGroup;
  /** How long the oldest waiting job has waited, in seconds. */
  readonly queueLatency: Metric;

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
    this.task.definition.addToTaskRolePolicy(allowPublishing(settings.queue));
    this.queueLatency = queueLatency(settings.queue, this.service.serviceName);
    scaleWorker(this.service, this.queueLatency, settings.worker);
  }
}

function createTask(scope: Construct, { settings, contract, logGroup }: WorkerServiceProps): StoreTask {
  return new StoreTask(scope, 'Task', {
    settings,
    contract: { ...contract, environment: { ...contract.environment, ...queueVariables(settings.queue) } },
    logGroup,
    name: 'worker',
    cpu: 256,
    memoryMiB: 512,
    container: {
      command: [...settings.queue.command],
      healthCheck: {
        command: ['CMD-SHELL', settings.queue.healthCommand],
        interval: Duration.seconds(settings.containerHealthIntervalSeconds),
        timeout: Duration.seconds(5),
        retries: 3,
        startPeriod: Duration.seconds(settings.healthCheckGraceSeconds),
      },
    },
  });
}
