import { describe, expect, it } from 'vitest';
import { queueData, watchedQueues } from './queue-data.ts';

const visible = (QueueName: string) => ({
  namespace: 'AWS/SQS',
  metricName: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName },
});

describe('the metrics of a queue', () => {
  it('are its visible, invisible and delayed messages', () => {
    const attributes = {
      ApproximateNumberOfMessages: 12,
      ApproximateNumberOfMessagesNotVisible: 3,
      ApproximateNumberOfMessagesDelayed: 0,
    };
    const expected = (metricName: string, value: number) => ({
      metric: { namespace: 'AWS/SQS', metricName, dimensions: { QueueName: 'jobs' } },
      atMs: 1000,
      unit: 'Count',
      isHighResolution: false,
      values: { sampleCount: 1, sum: value, minimum: value, maximum: value, counts: new Map([[value, 1]]) },
    });
    expect(queueData('jobs', attributes, 1000)).toEqual([
      expected('ApproximateNumberOfMessagesVisible', 12),
      expected('ApproximateNumberOfMessagesNotVisible', 3),
      expected('ApproximateNumberOfMessagesDelayed', 0),
    ]);
  });

  it('are wanted of each queue that an alarm watches, once, and of no other resource', () => {
    const age = { ...visible('jobs'), metricName: 'ApproximateAgeOfOldestMessage' };
    const other = { ...visible('other'), namespace: 'Shop' };
    const whole = { ...visible('whole'), dimensions: {} };
    expect(watchedQueues([visible('jobs'), age, visible('mail'), other, whole])).toEqual(['jobs', 'mail']);
  });
});
