import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import { TimeZone } from 'aws-cdk-lib/core';
import { rotationHour } from './secret-rotation.ts';

/**
 * ECS reads secrets when a task starts, so tasks keep the old password after it was changed. Each service gets
 * new tasks a quarter of an hour into the hour of the change, and again once that hour is over.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function renewTasksAfterRotation(service: FargateService): Schedule {
  const input = {
    Cluster: service.cluster.clusterName,
    Service: service.serviceName,
    ForceNewDeployment: true,
  };
  return new Schedule(service, 'Renewal', {
    description: 'New tasks with the new database password',
    schedule: ScheduleExpression.cron({
      minute: '15',
      hour: `${rotationHour},${rotationHour + 1}`,
      day: '1',
      timeZone: TimeZone.ETC_UTC,
    }),
    target: new Universal({
      service: 'ecs',
      action: 'updateService',
      input: ScheduleTargetInput.fromObject(input),
      policyStatements: [
        new PolicyStatement({ actions: ['ecs:UpdateService'], resources: [service.serviceArn] }),
      ],
    }),
  });
}
