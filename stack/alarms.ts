import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Metrics } from './metrics.ts';
import type { Settings } from './settings.ts';

/** A metric on the wrong side of a threshold for two periods. */
interface Condition {
  readonly metric: Metric;
  readonly threshold: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly treatMissingData: TreatMissingData;
}

const gib = 1024 ** 3;

/** The recommended alarms; they go to one topic, and from it to the addresses of the environment. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, settings: Settings, metrics: Metrics) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { topicName: `${settings.prefix}-alarms`, enforceSSL: true });
    for (const email of settings.alarmEmails) this.topic.addSubscription(new EmailSubscription(email));
    const add = (name: string, alarmDescription: string, condition: Condition) =>
      new Alarm(this, name, {
        ...condition,
        alarmName: `${settings.prefix}-${name}`,
        alarmDescription,
        evaluationPeriods: 2,
      });
    this.alarms = [
      add('WebTasks', 'Critical: no web task runs', fewer(metrics.webTasks, 1)),
      add('WorkerTasks', 'Critical: no worker task runs', fewer(metrics.workerTasks, 1)),
      add('UnhealthyTargets', 'Critical: a web task is unhealthy', above(metrics.unhealthyTargets, 0)),
      add('DatabaseCpu', 'Warning: database CPU above 80 %', above(metrics.databaseCpu, 80)),
      add('DatabaseStorage', 'Warning: database storage low', below(metrics.databaseFreeStorage, 2 * gib)),
      ...metrics.natErrors.map((metric, index) =>
        add(`NatErrors${index + 1}`, 'Warning: NAT gateway out of ports', above(metric, 0)),
      ),
    ];
    const action = new SnsAction(this.topic);
    for (const alarm of this.alarms) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}

function above(metric: Metric, threshold: number): Condition {
  return {
    metric,
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}

function below(metric: Metric, threshold: number): Condition {
  return { ...above(metric, threshold), comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD };
}

/** Fewer tasks than that; a service without tasks may no longer report metrics at all. */
function fewer(metric: Metric, count: number): Condition {
  return { ...below(metric, count), treatMissingData: TreatMissingData.BREACHING };
}
