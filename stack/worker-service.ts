import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { FargateService, ICluster } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { WorkerSettings } from '../application/application.ts';
import { containerHealth } from './container-health.ts';
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
  readonly worker: WorkerSettings;
}

/** Works off the queue: mail, pictures, webhooks. Nothing connects to it. */
export class WorkerService extends Construct {
  readonly service: FargateService;
  readonly task: StoreTask;
  readonly securityGroup: SecurityGroup;
  /** How long the oldest waiting job has waited, in seconds; undefined where the worker does not say. */
  readonly queueLatency: Metric | undefined;

  constructor(scope: Construct, id: string, props: WorkerServiceProps) {
    super(scope, id);
    const { settings, cluster, worker } = props;
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
    if (worker.metric !== 'none') {
      this.task.definition.addToTaskRolePolicy(allowPublishing(worker.metric));
      this.queueLatency = queueLatency(worker.metric, this.service.serviceName);
    }
    scaleWorker(this.service, this.queueLatency, settings.worker);
  }
}

function createTask(
  scope: Construct,
  { settings, contract, logGroup, worker }: WorkerServiceProps,
): StoreTask {
  return new StoreTask(scope, 'Task', {
    settings,
    contract: { ...contract, environment: { ...contract.environment, ...queueVariables(worker) } },
    logGroup,
    name: 'worker',
    cpu: 256,
    memoryMiB: 512,
    container: { command: [...worker.command], ...containerHealth(settings, worker.healthCommand) },
  });
}
