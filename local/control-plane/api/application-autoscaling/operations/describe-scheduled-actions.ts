import { z } from 'zod';
import { targetsIn } from '../find.ts';
import { pageMembers, pageOf } from '../input/paging.ts';
import {
  dimension,
  namespace,
  requireListed,
  requireResource,
  resourceId,
} from '../input/scaled-resource.ts';
import { operation } from '../operation.ts';
import { scheduledActionShape } from '../shapes/scheduled-action.ts';

const input = z.object({
  ServiceNamespace: namespace,
  ScheduledActionNames: z.array(z.string()).optional(),
  ResourceId: resourceId.optional(),
  ScalableDimension: dimension.optional(),
  ...pageMembers,
});

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScheduledActions.html */
export const describeScheduledActions = operation(input, (request, access) => {
  requireListed(request);
  requireResource(request);
  const { ResourceId: id, ScheduledActionNames: names } = request;
  const actions = targetsIn(access.scaling(), request)
    .filter((target) => id === undefined || target.state.resourceId === id)
    .flatMap((target) =>
      Object.values(target.scheduledActions).map((record) => ({ record, of: target.state.resourceId })),
    )
    .filter(({ record }) => names === undefined || names.includes(record.action.scheduledActionName))
    .map((each) => ({ key: `${each.of}/${each.record.action.scheduledActionName}`, item: each }));
  const page = pageOf(actions, request, { most: 50, list: ['actions', id, names] });
  return {
    ScheduledActions: page.items.map(({ record, of }) => scheduledActionShape(record, of)),
    NextToken: page.nextToken,
  };
});
