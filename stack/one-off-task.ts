import { type IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { LinuxParameters } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Application } from '../application/application.ts';
import type { Settings } from './settings.ts';
import type { StoreContract } from './store-contract.ts';
import { StoreTask } from './store-task.ts';

export interface OneOffTaskProps {
  readonly settings: Settings;
  readonly vpc: IVpc;
  readonly logGroup: LogGroup;
  readonly contract: StoreContract;
}

/** What runs once and ends: migrations, seeds, a command, a console. Whoever runs it overrides the command. */
export class OneOffTask extends Construct {
  readonly task: StoreTask;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { vpc, ...props }: OneOffTaskProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'One-off tasks: nothing comes in',
    });
    this.task = new StoreTask(this, 'Task', {
      ...props,
      name: 'oneoff',
      cpu: 1024,
      memoryMiB: 2048,
      container: {
        command: isOfRails(props.settings.application.migrate) ? ['bin/rails', '--version'] : ['true'],
        // ECS Exec leaves processes behind that something has to reap.
        linuxParameters: new LinuxParameters(this, 'LinuxParameters', { initProcessEnabled: true }),
      },
    });
    this.task.definition.addToTaskRolePolicy(allowExec());
  }
}

/** Whoever starts the task by hand and names no command must not change anything by that. */
function isOfRails(migrate: Application['migrate']): boolean {
  return migrate[0] === 'bin/rails';
}

/** The channels of ECS Exec, for the console; they know no resources. */
function allowExec(): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    resources: ['*'],
  });
}
