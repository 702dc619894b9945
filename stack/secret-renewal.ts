import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration, TimeZone } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { rotationHour } from './secret-rotation.ts';

/** Where Scheduler leaves the calls that failed, for two weeks: an alarm watches it. */
export function createFailedRenewals(scope: Construct): Queue {
  const queue = new Queue(scope, 'FailedRenewals', {
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(queue, { SQS3: 'It is a dead-letter queue.' });
  return queue;
}

/**
 * ECS reads secrets when a task starts, so tasks go on with the user and password that were right then. These are
 * right until the next change, a month later: each service gets new tasks once the hour of the change is over.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function renewTasksAfterRotation(service: FargateService, deadLetterQueue: IQueue): Schedule {
  const input = {
    Cluster: service.cluster.clusterName,
    Service: service.serviceName,
    ForceNewDeployment: true,
  };
  return new Schedule(service, 'Renewal', {
    description: 'New tasks with the new database password',
    schedule: ScheduleExpression.cron({
      minute: '15',
      hour: String(rotationHour + 1),
      day: '1',
      timeZone: TimeZone.ETC_UTC,
    }),
    target: new Universal({
      deadLetterQueue,
      service: 'ecs',
      action: 'updateService',
      input: ScheduleTargetInput.fromObject(input),
      policyStatements: [
        new PolicyStatement({ actions: ['ecs:UpdateService'], resources: [service.serviceArn] }),
      ],
    }),
  });
}
