import { rmSync } from 'node:fs';
import { AdjustmentType, Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Alarm, AlarmRule, CompositeAlarm, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  Cluster,
  ContainerImage,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
} from 'aws-cdk-lib/aws-ecs';
import { QueueProcessingFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import { ApplicationLoadBalancer, type ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, Duration, Stack, TimeZone } from 'aws-cdk-lib/core';
import { parseTemplate, type StackDefinition } from '../template/template.ts';

const latency = new Metric({
  namespace: 'Shop',
  metricName: 'Latency',
  dimensionsMap: { Queue: 'default' },
  statistic: 'Maximum',
  period: Duration.minutes(1),
});

/** A stack with every construct of CDK that scales services of ECS, and with alarms of each kind, as CDK writes it. */
export function scalingConstructs(): StackDefinition {
  const app = new App();
  const stack = new Stack(app, 'shop');
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 }) as IVpc;
  const cluster = new Cluster(stack, 'Cluster', { vpc }) as ICluster;
  const web = webService(stack, cluster);
  scale(web, balance(stack, cluster, web));
  new QueueProcessingFargateService(stack, 'Jobs', {
    cluster,
    serviceName: 'jobs',
    image: ContainerImage.fromRegistry('jobs:1'),
    minScalingCapacity: 1,
    maxScalingCapacity: 8,
  });
  alarm(stack);
  return synthesize(app);
}

function webService(stack: Stack, cluster: ICluster): FargateService {
  const taskDefinition = new FargateTaskDefinition(stack, 'WebTask', { family: 'web' });
  taskDefinition.addContainer('web', {
    image: ContainerImage.fromRegistry('web:1'),
    portMappings: [{ containerPort: 3000 }],
  });
  return new FargateService(stack, 'Web', { cluster, serviceName: 'web', taskDefinition });
}

function balance(stack: Stack, cluster: ICluster, service: FargateService): ApplicationTargetGroup {
  const loadBalancer = new ApplicationLoadBalancer(stack, 'Alb', { vpc: cluster.vpc });
  const listener = loadBalancer.addListener('Http', { port: 80 });
  return listener.addTargets('Web', { port: 80, targets: [service] });
}

function scale(service: FargateService, targetGroup: ApplicationTargetGroup): void {
  const scaling = service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 });
  scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70 });
  scaling.scaleOnMemoryUtilization('Memory', { targetUtilizationPercent: 80, disableScaleIn: true });
  scaling.scaleOnRequestCount('Requests', { requestsPerTarget: 1000, targetGroup });
  scaling.scaleToTrackCustomMetric('Latency', {
    metric: latency,
    targetValue: 60,
    scaleOutCooldown: Duration.minutes(1),
  });
  scaling.scaleOnMetric('Steps', {
    metric: latency,
    scalingSteps: [
      { upper: 10, change: -10 },
      { lower: 100, change: 10 },
      { lower: 200, change: 50 },
    ],
    adjustmentType: AdjustmentType.PERCENT_CHANGE_IN_CAPACITY,
    minAdjustmentMagnitude: 1,
    cooldown: Duration.minutes(2),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
  });
  scaling.scaleOnSchedule('Morning', {
    schedule: Schedule.cron({ hour: '8', minute: '0', weekDay: 'MON-FRI' }),
    timeZone: TimeZone.of('Asia/Singapore'),
    startTime: new Date('2027-01-01T00:00:00Z'),
    minCapacity: 4,
  });
  scaling.scaleOnSchedule('Sale', {
    schedule: Schedule.at(new Date('2027-11-11T00:00:00Z')),
    minCapacity: 8,
    maxCapacity: 40,
  });
  scaling.scaleOnSchedule('Often', { schedule: Schedule.rate(Duration.hours(6)), maxCapacity: 20 });
}

function alarm(stack: Stack): void {
  const action = new SnsAction(new Topic(stack, 'News', { topicName: 'news' }));
  const slow = new Alarm(stack, 'Slow', {
    metric: latency.with({ statistic: 'p99' }),
    threshold: 2,
    evaluationPeriods: 1,
  });
  const backlog = new MathExpression({
    expression: 'waiting / tasks',
    usingMetrics: { waiting: latency, tasks: new Metric({ namespace: 'Shop', metricName: 'Tasks' }) },
    period: Duration.minutes(1),
  });
  const backed = new Alarm(stack, 'Backed', { metric: backlog, threshold: 100, evaluationPeriods: 1 });
  slow.addAlarmAction(action);
  new CompositeAlarm(stack, 'Trouble', {
    compositeAlarmName: 'trouble',
    alarmRule: AlarmRule.anyOf(slow, backed),
  }).addOkAction(action);
}

function synthesize(app: App): StackDefinition {
  try {
    const [stack] = app.synth().stacks;
    const template = parseTemplate(stack?.template, 'scaling-constructs');
    return { stackName: 'shop', region: 'ap-southeast-1', accountId: '000000000000', template };
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}
