import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { above, below, type Condition, fewer, forPeriods } from './alarm-condition.ts';
import { createAlarmTopic } from './alarm-topic.ts';
import type { Metrics } from './metrics.ts';
import type { Settings } from './settings.ts';

/** An alarm: its name, what is wrong with what to do, and when. */
type Definition = readonly [name: string, description: string, condition: Condition];

const gib = 1024 ** 3;

/**
 * The alarms; all go to one topic. Errors at the edge have none: CloudFront publishes to us-east-1, and an alarm cannot
 * watch another region. Those of the load balancer and its targets have.
 */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, settings: Settings, metrics: Metrics) {
    super(scope, id);
    this.topic = createAlarmTopic(this, settings);
    const definitions = [
      // Without tasks, these would be in alarm all the time.
      ...(settings.runsTasks ? taskAlarms(settings, metrics) : []),
      ...requestAlarms(metrics),
      ...databaseAlarms(metrics),
      ...otherAlarms(metrics),
    ];
    this.alarms = definitions.map(
      ([name, alarmDescription, condition]) =>
        new Alarm(this, name, { ...condition, alarmName: `${settings.prefix}-${name}`, alarmDescription }),
    );
    const action = new SnsAction(this.topic);
    for (const alarm of this.alarms) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}

function taskAlarms({ healthCheckGraceSeconds }: Settings, metrics: Metrics): readonly Definition[] {
  // A new task that boots slowly may be unhealthy for as long as it is forgiven: a rollout is not an alarm.
  const minutes = Math.ceil(healthCheckGraceSeconds / 60) + 2;
  return [
    [
      'WebTasks',
      "Critical: no web task runs. Look at the service's events and at the logs of stopped tasks.",
      fewer(metrics.webTasks, 1),
    ],
    ...metrics.workerTasks.map(
      (metric): Definition => [
        'WorkerTasks',
        "Critical: no worker task runs. Look at the service's events and at the logs of stopped tasks.",
        fewer(metric, 1),
      ],
    ),
    [
      'UnhealthyTargets',
      `Critical: a web task has been unhealthy for ${minutes} minutes. Look at its logs.`,
      forPeriods(minutes, above(metrics.unhealthyTargets, 0)),
    ],
  ];
}

function requestAlarms(metrics: Metrics): readonly Definition[] {
  return [
    [
      'TargetErrors',
      'Critical: web tasks answer with errors (5xx). Look at their logs.',
      above(metrics.targetErrors, 5),
    ],
    [
      'LoadBalancerErrors',
      'Critical: the load balancer answers with errors (5xx): no web task does, or not in time.',
      above(metrics.loadBalancerErrors, 5),
    ],
    ...metrics.queueLatency.map(
      (metric): Definition => [
        'QueueLatency',
        'Warning: jobs wait for more than five minutes. Look at the logs of the worker, and whether it is at its maximum of tasks.',
        forPeriods(5, above(metric, 300)),
      ],
    ),
  ];
}

function databaseAlarms(metrics: Metrics): readonly Definition[] {
  return [
    [
      'DatabaseCpu',
      'Warning: database CPU above 80 %. Look for slow statements in its log, or take a larger class.',
      above(metrics.databaseCpu, 80),
    ],
    [
      'DatabaseCredits',
      'Warning: the database has hardly any CPU credits left, and what it uses beyond them is billed. A new one begins without any; else take a larger class.',
      below(metrics.databaseCredits, 30),
    ],
    [
      'DatabaseStorage',
      'Warning: less than 2 GiB of database storage are free, and it may be at its limit.',
      below(metrics.databaseFreeStorage, 2 * gib),
    ],
    [
      'DatabaseConnections',
      'Warning: the database has nine tenths of the connections that it takes. Look for tasks that should not run.',
      above(metrics.databaseConnections, metrics.databaseMaxConnections * 0.9),
    ],
    ...metrics.replicaLag.map(
      (metric): Definition => [
        'ReplicaLag',
        'Warning: the read replica is more than half a minute behind, so visitors see old prices and stock.',
        above(metric, 30),
      ],
    ),
  ];
}

function otherAlarms(metrics: Metrics): readonly Definition[] {
  return [
    ...metrics.cacheMemory.map(
      (metric): Definition => [
        'CacheMemory',
        'Critical: three quarters of the memory of Redis are used. When it is full, nothing is cached and jobs wait in the database until there is room. Look for what fills it, or take a larger node.',
        above(metric, 75),
      ],
    ),
    ...metrics.rotationErrors.map(
      ([whose, metric]): Definition => [
        `RotationOf${whose}`,
        'Warning: a change of a database password failed. Look at the logs of the rotation function.',
        forPeriods(1, above(metric, 0)),
      ],
    ),
    [
      'Renewal',
      'Warning: services did not get new tasks after a change of the password. Force a new deployment of both.',
      above(metrics.failedRenewals, 0),
    ],
    ...metrics.natErrors.map(
      (metric, index): Definition => [
        `NatErrors${index + 1}`,
        'Warning: a NAT gateway is out of ports. Look for connections that are not reused.',
        above(metric, 0),
      ],
    ),
  ];
}
