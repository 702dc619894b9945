import { z } from 'zod';
import { type AwsClients, awsClients } from '../../../aws/clients.ts';
import { answering } from '../../../aws/testing/answering.ts';

/** A deployed stack, as CloudFormation has it. */
interface Deployed {
  readonly stack: string;
  readonly template: unknown;
  readonly isProtected: boolean;
  /** Whether it was deleted: then it is known by its id alone, and only what the template retains is left. */
  readonly isDeleted?: boolean;
}

const resources = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), DeletionPolicy: z.string().default('') })),
});

/** Clients of an account with one stack, or none. Its resources are listed in pages of fifty. */
export async function deployedIn(deployed: Deployed | undefined): Promise<AwsClients> {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:1', region: 'us-east-1' });
  const meta = { $metadata: {} };
  const summaries =
    deployed === undefined
      ? []
      : Object.entries(resources.parse(deployed.template).Resources).map(
          ([LogicalResourceId, { Type, DeletionPolicy }]) => ({
            ...{ LogicalResourceId, ResourceType: Type, PhysicalResourceId: `physical-${LogicalResourceId}` },
            ResourceStatus: statusOf(deployed.isDeleted === true, DeletionPolicy),
            LastUpdatedTimestamp: new Date(0),
          }),
        );
  answering(await clients.cloudFormation(), {
    DescribeStacks: () => {
      if (deployed === undefined || deployed.isDeleted === true) {
        const message = 'Stack with id spree does not exist';
        throw Object.assign(new Error(message), { name: 'ValidationError' });
      }
      const { stack: StackName, isProtected: EnableTerminationProtection } = deployed;
      const rest = { CreationTime: new Date(0), StackStatus: 'CREATE_COMPLETE' as const };
      return { ...meta, Stacks: [{ StackName, EnableTerminationProtection, ...rest }] };
    },
    ListStacks: () => {
      if (deployed?.isDeleted !== true) return meta;
      const rest = { CreationTime: new Date(0), StackStatus: 'DELETE_COMPLETE' as const };
      const one = (StackId: string, StackName: string, day: number) => ({
        ...{ StackId, StackName, DeletionTime: new Date(day * 86_400_000) },
        ...rest,
      });
      const { stack } = deployed;
      return { ...meta, StackSummaries: [one('old', stack, 1), one('last', stack, 2), one('x', 'other', 3)] };
    },
    ListStackResources: (input) => {
      const { StackName } = { StackName: '', ...input };
      if (deployed?.isDeleted === true && StackName !== 'last') throw new Error(`Not the last: ${StackName}`);
      const from = Number({ NextToken: '0', ...input }.NextToken);
      const next = from + 50 < summaries.length ? { NextToken: String(from + 50) } : {};
      return { ...meta, StackResourceSummaries: summaries.slice(from, from + 50), ...next };
    },
    GetTemplate: () => ({ ...meta, TemplateBody: JSON.stringify(deployed?.template) }),
  });
  return clients;
}

function statusOf(isDeleted: boolean, policy: string) {
  if (!isDeleted) return 'CREATE_COMPLETE';
  return policy.startsWith('Retain') ? 'DELETE_SKIPPED' : 'DELETE_COMPLETE';
}
