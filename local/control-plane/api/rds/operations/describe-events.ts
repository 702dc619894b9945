import { z } from 'zod';
import type { DatabaseEvent } from '../../../model/databases.ts';
import { AwsError } from '../../aws-error.ts';
import { rdsArn } from '../find.ts';
import { identifier, listOf, operation, pageOf, paging } from '../operation.ts';

const time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'expected a time such as 2027-01-15T10:00Z')
  .transform((text) => Date.parse(text));

/** Minutes that RDS looks back by itself, and at most. */
const usualMinutes = 60;
const mostMinutes = 14 * 24 * 60;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html */
export const describeEvents = operation(
  z.object({
    SourceIdentifier: identifier.optional(),
    SourceType: z.string().optional(),
    StartTime: time.optional(),
    EndTime: time.optional(),
    Duration: z.coerce.number().int().min(1).max(mostMinutes).optional(),
    EventCategories: listOf('EventCategory', z.string()),
    ...paging,
  }),
  async (request, controlPlane) => {
    const { SourceIdentifier, SourceType, EventCategories } = request;
    if (SourceIdentifier !== undefined && SourceType === undefined) {
      throw new AwsError(
        'InvalidParameterCombination',
        'The parameter SourceType must be specified if SourceIdentifier is specified.',
      );
    }
    const isWanted = inTime(request, controlPlane.cloudWatch.nowMs());
    const found = controlPlane.surroundings.databases
      .events()
      .filter(
        (event) =>
          isWanted(event) &&
          (SourceIdentifier === undefined || event.source === SourceIdentifier) &&
          (SourceType === undefined || event.sourceType === SourceType) &&
          (EventCategories === undefined || event.categories.some((each) => EventCategories.includes(each))),
      );
    const { items, Marker } = pageOf(found, request, [SourceIdentifier, SourceType, EventCategories]);
    const shapes = items.map((event) => ({
      SourceIdentifier: event.source,
      SourceType: event.sourceType,
      Message: event.message,
      EventCategories: { EventCategory: event.categories },
      Date: new Date(event.atMs),
      SourceArn: rdsArn(controlPlane, event.sourceType === 'db-instance' ? 'db' : 'snapshot', event.source),
    }));
    return { Marker, Events: { Event: shapes } };
  },
);

function inTime(
  {
    StartTime,
    EndTime,
    Duration,
  }: {
    readonly StartTime?: number | undefined;
    readonly EndTime?: number | undefined;
    readonly Duration?: number | undefined;
  },
  nowMs: number,
): (event: DatabaseEvent) => boolean {
  const until = EndTime ?? nowMs;
  const from = StartTime ?? until - (Duration ?? usualMinutes) * 60_000;
  return ({ atMs }) => atMs >= from && atMs <= until;
}
