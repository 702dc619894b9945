import { z } from 'zod';
import { targetsIn } from '../find.ts';
import { listMembers, requireFilter } from '../input/listed-resource.ts';
import { pageOf } from '../input/paging.ts';
import { operation } from '../operation.ts';
import { policyShape } from '../shapes/policy.ts';

const input = z.object({
  ...listMembers,
  PolicyNames: z.array(z.string()).optional(),
});

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html */
export const describeScalingPolicies = operation(input, (request, access) => {
  requireFilter(request);
  const state = access.scaling();
  const { ResourceId: id, PolicyNames: names } = request;
  const policies = targetsIn(state, request)
    .flatMap((target) =>
      Object.values(target.policies).map((record) => ({ record, of: target.state.resourceId })),
    )
    .filter(({ record }) => names === undefined || names.includes(record.policy.policyName))
    .map((each) => ({ key: `${each.of}/${each.record.policy.policyName}`, item: each }));
  const page = pageOf(policies, request, { most: 10, list: ['policies', id, names] });
  return {
    ScalingPolicies: page.items.map(({ record, of }) => policyShape(record, of, state)),
    NextToken: page.nextToken,
  };
});
