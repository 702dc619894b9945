import { beforeEach, describe, expect, it } from 'vitest';
import { queueCollector } from './collect-queues.ts';

/** What alarms watch, the visible messages of the queues that are there, and what happened. */
let watched: string[];
let waiting: Map<string, number>;
let asked: string[];
let failures: string[];
let collect: ReturnType<typeof queueCollector>;

beforeEach(() => {
  watched = ['jobs'];
  waiting = new Map([
    ['jobs', 12],
    ['mail', 5],
  ]);
  asked = [];
  failures = [];
  collect = queueCollector({
    watched: () =>
      watched.map((QueueName) => ({
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName },
      })),
    read: async (queueName) => {
      asked.push(queueName);
      const ApproximateNumberOfMessages = waiting.get(queueName);
      if (ApproximateNumberOfMessages === undefined) throw new Error('it does not exist');
      return {
        ApproximateNumberOfMessages,
        ApproximateNumberOfMessagesNotVisible: 0,
        ApproximateNumberOfMessagesDelayed: 0,
      };
    },
    onFailure: (queueName, error) => failures.push(`${queueName}: ${error}`),
  });
});

/** The visible messages of each queue that has data. */
async function collected() {
  const data = await collect(1000);
  return data
    .filter(({ metric }) => metric.metricName === 'ApproximateNumberOfMessagesVisible')
    .map(({ metric, values }) => [metric.dimensions.QueueName, values.maximum]);
}

describe('the messages of queues', () => {
  it('are counted once a minute for the queues that alarms watch', async () => {
    expect(await collected()).toEqual([['jobs', 12]]);
    expect(asked).toEqual(['jobs']);
  });

  it('are not asked for while no alarm watches a queue', async () => {
    watched = [];
    expect(await collected()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('are missing for a queue that cannot be read, without an effect on the others', async () => {
    watched = ['gone', 'mail'];
    expect(await collected()).toEqual([['mail', 5]]);
    expect(failures).toEqual(['gone: Error: it does not exist']);
  });

  it('are reported as missing once, and again only after they were there', async () => {
    waiting.delete('jobs');
    await collected();
    await collected();
    expect(failures).toHaveLength(1);
    waiting.set('jobs', 1);
    expect(await collected()).toEqual([['jobs', 1]]);
    waiting.delete('jobs');
    await collected();
    expect(failures).toHaveLength(2);
  });
});
