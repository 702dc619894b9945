import { describe, expect, it } from 'vitest';
import { answerWithFilter, takesFilterPattern } from './filter-log-events.ts';

const target = 'Logs_20140328.FilterLogEvents';
const events = [
  { message: 'one ERROR', logStreamName: 'web/web/1' },
  { message: 'two', logStreamName: 'worker/worker/1' },
];

/** A LocalStack that answers all events, and what it was asked. */
async function asked(input: object, operation = target, status = 200) {
  const bodies: unknown[] = [];
  const answer = await answerWithFilter(operation, JSON.stringify(input), async (body) => {
    bodies.push(JSON.parse(body));
    return { status, headers: {}, body: JSON.stringify({ events, nextToken: 'more' }) };
  });
  return { bodies, answer: JSON.parse(answer.body) };
}

describe('the answer to an operation with a filter pattern', () => {
  it('has the events alone that the pattern takes, and asks LocalStack for a page without it', async () => {
    expect(await asked({ logGroupName: 'web', limit: 2, filterPattern: 'ERROR' })).toEqual({
      bodies: [{ logGroupName: 'web', limit: 2 }],
      answer: { events: events.slice(0, 1), nextToken: 'more' },
    });
    expect((await asked({ filterPattern: 'ZZZNOPE' })).answer).toEqual({ events: [], nextToken: 'more' });
  });

  it('has the events alone of streams whose names have the prefix', async () => {
    expect((await asked({ logStreamNamePrefix: 'worker/' })).answer.events).toEqual(events.slice(1));
    expect((await asked({ logStreamNamePrefix: 'worker/', filterPattern: 'ERROR' })).answer.events).toEqual(
      [],
    );
    expect((await asked({ logStreamNamePrefix: '' })).answer.events).toEqual(events);
    await expect(asked({ logStreamNamePrefix: 'w', logStreamNames: ['web/web/1'] })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });

  it('is that of LocalStack where there is no pattern, and where it refuses', async () => {
    expect((await asked({ logGroupName: 'web' })).answer.events).toEqual(events);
    expect((await asked({ filterPattern: 'ERROR' }, target, 400)).answer.events).toEqual(events);
  });

  it('is an error where a pattern cannot be read, or would have no effect', async () => {
    await expect(asked({ filterPattern: '[a, b]' })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
    const put = 'Logs_20140328.PutMetricFilter';
    await expect(asked({ filterPattern: 'ERROR' }, put)).rejects.toMatchObject({ code: 'NotImplemented' });
    expect(await asked({ filterPattern: '' }, put)).toMatchObject({ bodies: [{ filterPattern: '' }] });
  });

  it('is given for operations with patterns alone', () => {
    expect(
      [target, 'Logs_20140328.PutSubscriptionFilter', 'Logs_20140328.GetLogEvents', undefined].map(
        takesFilterPattern,
      ),
    ).toEqual([true, true, false, false]);
  });
});
