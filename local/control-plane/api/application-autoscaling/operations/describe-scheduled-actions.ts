import { z } from 'zod';
import { targetsIn } from '../find.ts';
import { listMembers, requireFilter } from '../input/listed-resource.ts';
import { pageOf } from '../input/paging.ts';
import { operation } from '../operation.ts';
import { scheduledActionShape } from '../shapes/scheduled-action.ts';

const input = z.object({
  ...listMembers,
  ScheduledActionNames: z.array(z.string()).optional(),
});

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScheduledActions.html */
export const describeScheduledActions = operation(input, (request, access) => {
  requireFilter(request);
  const { ResourceId: id, ScheduledActionNames: names } = request;
  const actions = targetsIn(access.scaling(), request)
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
