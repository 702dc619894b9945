import type { JsonObject } from '../template/json-value.ts';

const topic = 'arn:aws:sns:ap-southeast-1:000000000000:news';
const tags = [{ Key: 'team', Value: 'shop' }];
const actions = { AlarmActions: [topic], OKActions: [topic], InsufficientDataActions: [topic] };
const latency = {
  Namespace: 'Shop',
  MetricName: 'Latency',
  Dimensions: [{ Name: 'Queue', Value: 'default' }],
};
const tasks = { Namespace: 'Shop', MetricName: 'Tasks' };

const service: JsonObject = {
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'shop' } },
  JobsTask: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      Family: 'shop-jobs',
      Cpu: '256',
      Memory: '512',
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
      ContainerDefinitions: [{ Name: 'jobs', Image: 'shop:1' }],
    },
  },
  JobsService: {
    Type: 'AWS::ECS::Service',
    Properties: {
      ServiceName: 'jobs',
      Cluster: { Ref: 'Cluster' },
      TaskDefinition: { Ref: 'JobsTask' },
      LaunchType: 'FARGATE',
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'] } },
      Monitoring: {
        MetricConfigurations: [
          { MetricNames: ['CPUUtilization'], ResolutionSeconds: 20 },
          { MetricNames: ['MemoryUtilization'], ResolutionSeconds: 20 },
        ],
      },
    },
  },
  Target: {
    Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    Properties: {
      ResourceId: 'service/shop/jobs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ServiceNamespace: 'ecs',
      MinCapacity: 1,
      MaxCapacity: 10,
      ScheduledActions: [
        {
          ScheduledActionName: 'morning',
          Schedule: 'cron(0 8 ? * MON-FRI *)',
          Timezone: 'Asia/Singapore',
          StartTime: '2027-01-01T00:00:00Z',
          EndTime: '2027-12-31T00:00:00Z',
          ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 20 },
        },
      ],
      SuspendedState: {
        DynamicScalingInSuspended: true,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: true,
      },
      Tags: [{ Key: 'team', Value: 'shop' }],
    },
  },
};

const tracking: JsonObject = {
  Cpu: {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: { Ref: 'Target' },
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 50,
        ScaleInCooldown: 120,
        ScaleOutCooldown: 30,
        DisableScaleIn: true,
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ECSServiceAverageCPUUtilizationHighResolution',
        },
      },
    },
  },
  Latency: {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'latency',
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: { Ref: 'Target' },
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 10,
        CustomizedMetricSpecification: { ...latency, Statistic: 'Maximum', Unit: 'Seconds' },
      },
    },
  },
  Backlog: {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'backlog',
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: { Ref: 'Target' },
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 20,
        CustomizedMetricSpecification: {
          Metrics: [
            { Id: 'backlog', Expression: 'waiting / tasks', Label: 'Waiting per task', ReturnData: true },
            { Id: 'waiting', ReturnData: false, MetricStat: { Metric: latency, Stat: 'Sum', Unit: 'Count' } },
            { Id: 'tasks', ReturnData: false, MetricStat: { Metric: tasks, Stat: 'Average' } },
          ],
        },
      },
    },
  },
};

const otherPolicies: JsonObject = {
  Steps: {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'steps',
      PolicyType: 'StepScaling',
      ResourceId: 'service/shop/jobs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ServiceNamespace: 'ecs',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'PercentChangeInCapacity',
        Cooldown: 60,
        MetricAggregationType: 'Maximum',
        MinAdjustmentMagnitude: 2,
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 10 },
          { MetricIntervalLowerBound: 10, ScalingAdjustment: 30 },
        ],
      },
    },
  },
  Forecast: {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'forecast',
      PolicyType: 'PredictiveScaling',
      ScalingTargetId: { Ref: 'Target' },
      PredictiveScalingPolicyConfiguration: {
        Mode: 'ForecastAndScale',
        MetricSpecifications: [
          {
            TargetValue: 50,
            PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceCPUUtilization' },
          },
        ],
      },
    },
  },
};

const alarms: JsonObject = {
  Slow: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'slow',
      AlarmDescription: 'Slow answers',
      ActionsEnabled: true,
      ...actions,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 4,
      DatapointsToAlarm: 2,
      EvaluateLowSampleCountPercentile: 'ignore',
      ...latency,
      ExtendedStatistic: 'p99',
      Period: 60,
      Unit: 'Seconds',
      Threshold: 2,
      TreatMissingData: 'notBreaching',
      Tags: tags,
    },
  },
  Busy: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'busy',
      AlarmActions: [{ Ref: 'Steps' }],
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 1,
      ...latency,
      Statistic: 'Maximum',
      Period: 10,
      Threshold: 60,
    },
  },
  Backed: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 2,
      Threshold: 100,
      Metrics: [
        { Id: 'backlog', Expression: 'waiting / tasks', Label: 'Waiting per task', Period: 60 },
        {
          Id: 'waiting',
          AccountId: '000000000000',
          ReturnData: false,
          MetricStat: { Metric: latency, Period: 60, Stat: 'Sum', Unit: 'Count' },
        },
        { Id: 'tasks', ReturnData: false, MetricStat: { Metric: tasks, Period: 60, Stat: 'Average' } },
      ],
    },
  },
  Both: {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: {
      AlarmName: 'both',
      AlarmDescription: 'Both of them',
      AlarmRule: 'ALARM(slow) AND ALARM(busy)',
      ActionsEnabled: true,
      ActionsSuppressor: 'slow',
      ActionsSuppressorExtensionPeriod: 60,
      ActionsSuppressorWaitPeriod: 60,
      ...actions,
      Tags: tags,
    },
  },
};

/** A scaled service and alarms, with everything that a template may say of them. */
export const scalingResources: JsonObject = { ...service, ...tracking, ...otherPolicies, ...alarms };
