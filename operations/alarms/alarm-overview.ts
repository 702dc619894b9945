import { z } from 'zod';
import { allPages } from '../../aws/all-pages.ts';
import { ifTold, type Known, withoutOutput } from '../known.ts';
import { alarmTransition, readAlarmValues } from '../scaling-alarms.ts';
import { readStackOutputs } from '../stack-outputs.ts';
import type { Target } from '../target.ts';
import { readStoreAlarms, type StoreAlarm } from './store-alarms.ts';

/** The alarms of an environment, what they did lately, and who is told. Times are milliseconds since the epoch. */
export interface AlarmOverview {
  readonly environment: string;
  readonly atMs: number;
  readonly alarms: readonly (StoreAlarm & {
    /** Where it is on a metric of which CloudWatch has a value of the last hours. */
    readonly lastValue: number | undefined;
  })[];
  /** The changes of state in the last day, the oldest first, without those of alarms that only scale. */
  readonly history: readonly {
    readonly atMs: number;
    readonly name: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly subscribers: Known<readonly Subscriber[]>;
}

/** Somebody or something that alarms are sent to. */
export interface Subscriber {
  readonly protocol: string;
  readonly endpoint: string;
  /** False until the link in the mail of SNS was followed: nothing is sent before. */
  readonly isConfirmed: boolean;
}

const outputs = z.object({ ClusterName: z.string(), AlarmTopicArn: z.string().optional() });

const dayMs = 24 * 3_600_000;
const valuesMs = 3 * 3_600_000;

/** Reads what an environment’s alarms tell. Raises `STACK_OUTPUTS_UNREADABLE`. */
export async function readAlarmOverview(target: Target, atMs: number): Promise<AlarmOverview> {
  const { ClusterName, AlarmTopicArn } = await readStackOutputs(target, outputs);
  const alarms = await readStoreAlarms(target, ClusterName);
  const [lastValues, history, subscribers] = await Promise.all([
    readLastValues(target, alarms, atMs),
    readHistory(target, alarms, atMs),
    AlarmTopicArn === undefined
      ? withoutOutput('AlarmTopicArn')
      : ifTold(() => readSubscribers(target, AlarmTopicArn)),
  ]);
  return {
    ...{ environment: target.environment, atMs, history, subscribers },
    alarms: alarms.map((alarm) => ({ ...alarm, lastValue: lastValues.get(alarm.name) })),
  };
}

async function readLastValues(
  { clients }: Target,
  alarms: readonly StoreAlarm[],
  toMs: number,
): Promise<ReadonlyMap<string, number>> {
  const names = alarms.filter(({ isComposite }) => !isComposite).map(({ name }) => name);
  const range = { fromMs: toMs - valuesMs, toMs };
  const read = await readAlarmValues(await clients.cloudWatch(), names, range);
  return new Map(
    [...read].flatMap(([name, values]) => {
      const last = values.at(-1);
      return last === undefined ? [] : [[name, last.value]];
    }),
  );
}

/** One history of all alarms of the account: that of each would be as many calls as there are alarms. */
async function readHistory(
  { clients }: Target,
  alarms: readonly StoreAlarm[],
  toMs: number,
): Promise<AlarmOverview['history']> {
  const wanted = new Set(alarms.filter(({ isForScaling }) => !isForScaling).map(({ name }) => name));
  const cloudWatch = await clients.cloudWatch();
  const items = await allPages(async (NextToken) => {
    const page = await cloudWatch.describeAlarmHistory({
      ...{ HistoryItemType: 'StateUpdate', AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
      ...{ StartDate: new Date(toMs - dayMs), EndDate: new Date(toMs), MaxRecords: 100 },
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return { items: page.AlarmHistoryItems ?? [], next: page.NextToken };
  });
  return items
    .filter(({ AlarmName = '' }) => wanted.has(AlarmName))
    .flatMap((item) => alarmTransition(item).map((each) => ({ ...each, name: item.AlarmName ?? '' })))
    .toSorted((left, right) => left.atMs - right.atMs);
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
async function readSubscribers({ clients }: Target, TopicArn: string): Promise<readonly Subscriber[]> {
  const sns = await clients.sns();
  const subscriptions = await allPages(async (NextToken) => {
    const page = await sns.listSubscriptionsByTopic({
      TopicArn,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return { items: page.Subscriptions ?? [], next: page.NextToken };
  });
  return subscriptions.map(({ Protocol = '', Endpoint = '', SubscriptionArn = '' }) => ({
    protocol: Protocol,
    endpoint: Endpoint,
    isConfirmed: SubscriptionArn.startsWith('arn:'),
  }));
}
