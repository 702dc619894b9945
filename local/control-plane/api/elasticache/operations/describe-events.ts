import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import { cacheEvents } from '../events.ts';
import { operation, pageOf, paging, text } from '../operation.ts';

const time = z.iso
  .datetime({ offset: true, local: true })
  .transform((written) => Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(written) ? written : `${written}Z`));

const kinds = [
  ...['cache-cluster', 'cache-parameter-group', 'cache-security-group', 'cache-subnet-group'],
  ...['replication-group', 'serverless-cache', 'serverless-cache-snapshot', 'user', 'user-group'],
];

const parameters = z.object({
  SourceIdentifier: text,
  SourceType: z.enum(kinds).optional(),
  StartTime: time.optional(),
  EndTime: time.optional(),
  /** Minutes. */
  Duration: z.coerce.number().int().min(1).default(60),
  ...paging,
});

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeEvents.html */
export const describeEvents = operation(parameters, async (request, controlPlane) => {
  const { SourceIdentifier: source, SourceType: type, StartTime, EndTime, Duration } = request;
  if (source !== undefined && type === undefined) {
    const message = 'SourceType must be provided with SourceIdentifier';
    throw new AwsError('InvalidParameterCombination', message);
  }
  const until = EndTime ?? controlPlane.cloudWatch.nowMs();
  const from = StartTime ?? until - Duration * 60_000;
  const wanted = cacheEvents(controlPlane).filter(
    (event) =>
      (type === undefined || event.type === type) &&
      (source === undefined || event.source === source) &&
      event.at >= from &&
      event.at <= until,
  );
  const { items, Marker } = pageOf('events', wanted, request);
  const Event = items.map((event) => ({
    SourceIdentifier: event.source,
    SourceType: event.type,
    Message: event.message,
    Date: new Date(event.at),
  }));
  return { Events: { Event }, Marker };
});
