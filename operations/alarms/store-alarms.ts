import { allPages } from '../../aws/all-pages.ts';
import type { CompositeAlarm, MetricAlarm } from '../../aws/scaling-types.ts';
import type { Target } from '../target.ts';

/** An alarm of CloudWatch, as far as a person wants to know it. */
export interface StoreAlarm {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** Since when it has its state, in milliseconds since the epoch. */
  readonly sinceMs: number | undefined;
  /** What is wrong and what to do, as the definition says it. */
  readonly description: string;
  /** As in `AWS/RDS CPUUtilization`; of a composite alarm its rule. */
  readonly metric: string;
  /** As in `> 80 in 5 of 5 periods of 60 s`; empty for a composite alarm. */
  readonly condition: string;
  /** Why CloudWatch says it has its state, with the last values. */
  readonly reason: string;
  /** True where it only adds or removes tasks: such an alarm is often in `ALARM`, and nothing is wrong. */
  readonly isForScaling: boolean;
  readonly areActionsEnabled: boolean;
  /** True for one on other alarms, which has no metric. */
  readonly isComposite: boolean;
}

const mostOfPage = 100;

/**
 * The alarms of an environment: those whose names begin as its stack’s do, and those that scale its services. Alarms in
 * other regions, such as of CloudFront’s own metrics, are not among them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function readStoreAlarms(
  { environment, clients }: Target,
  cluster: string,
  state?: StoreAlarm['state'],
): Promise<readonly StoreAlarm[]> {
  const cloudWatch = await clients.cloudWatch();
  const prefixes = [`spree-${environment}-`, `TargetTracking-service/${cluster}/`];
  const found = await Promise.all(
    prefixes.map((AlarmNamePrefix) =>
      allPages(async (NextToken) => {
        const page = await cloudWatch.describeAlarms({
          ...{ AlarmNamePrefix, MaxRecords: mostOfPage, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
          ...(state === undefined ? {} : { StateValue: state }),
          ...(NextToken === undefined ? {} : { NextToken }),
        });
        const { MetricAlarms = [], CompositeAlarms = [] } = page;
        return {
          items: [...MetricAlarms.map(metricAlarm), ...CompositeAlarms.map(compositeAlarm)],
          next: page.NextToken,
        };
      }),
    ),
  );
  return found.flat().toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

function metricAlarm(alarm: MetricAlarm): StoreAlarm {
  const { Namespace, MetricName, Metrics = [] } = alarm;
  const names = Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric?.MetricName ?? []);
  return {
    ...common(alarm),
    isComposite: false,
    metric: MetricName === undefined ? [...new Set(names)].join(', ') : `${Namespace} ${MetricName}`,
    condition: conditionOf(alarm),
  };
}

function compositeAlarm(alarm: CompositeAlarm): StoreAlarm {
  return { ...common(alarm), isComposite: true, metric: alarm.AlarmRule ?? '', condition: '' };
}

function common(alarm: MetricAlarm | CompositeAlarm) {
  const { AlarmName: name = '', AlarmActions: actions = [], StateValue } = alarm;
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return {
    name,
    state: StateValue === 'OK' || StateValue === 'ALARM' ? StateValue : ('INSUFFICIENT_DATA' as const),
    sinceMs: since?.getTime(),
    description: alarm.AlarmDescription ?? '',
    reason: alarm.StateReason ?? '',
    isForScaling: actions.length > 0 && actions.every((arn) => arn.includes(':autoscaling:')),
    areActionsEnabled: alarm.ActionsEnabled !== false,
  };
}

const operators: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: '>=',
  GreaterThanThreshold: '>',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '<=',
};

/** An alarm on an anomaly detection band has other operators and no threshold: it is named by its operator. */
function conditionOf(alarm: MetricAlarm): string {
  const {
    ComparisonOperator = '',
    Threshold,
    EvaluationPeriods = 1,
    DatapointsToAlarm = EvaluationPeriods,
  } = alarm;
  const periods = (alarm.Metrics ?? []).flatMap(
    ({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? [],
  );
  const seconds = alarm.Period ?? periods[0];
  const limit =
    Threshold === undefined
      ? ComparisonOperator
      : `${operators[ComparisonOperator] ?? ComparisonOperator} ${Threshold}`;
  const length = seconds === undefined ? '' : ` of ${seconds} s`;
  return `${limit} in ${DatapointsToAlarm} of ${EvaluationPeriods} periods${length}`;
}
