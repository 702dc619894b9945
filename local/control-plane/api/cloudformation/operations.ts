import type { Operations } from '../protocols/service.ts';
import { describeStackEvents } from './operations/describe-stack-events.ts';
import { describeStackResource, describeStackResources } from './operations/describe-stack-resources.ts';
import { describeStacks } from './operations/describe-stacks.ts';
import { getTemplate } from './operations/get-template.ts';
import { listExports } from './operations/list-exports.ts';
import { listStackResources } from './operations/list-stack-resources.ts';
import { listStacks } from './operations/list-stacks.ts';

/** What CloudFormation says of the environment's stack, by operation; all others are LocalStack's. */
export const operations: Operations = new Map(
  Object.entries({
    DescribeStackEvents: describeStackEvents,
    DescribeStackResource: describeStackResource,
    DescribeStackResources: describeStackResources,
    DescribeStacks: describeStacks,
    GetTemplate: getTemplate,
    ListExports: listExports,
    ListStackResources: listStackResources,
    ListStacks: listStacks,
  }),
);
