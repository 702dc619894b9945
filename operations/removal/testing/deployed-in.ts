import { z } from 'zod';
import { type AwsClients, awsClients } from '../../../aws/clients.ts';
import { answering } from '../../../aws/testing/answering.ts';

/** A deployed stack, as CloudFormation has it. */
interface Deployed {
  readonly stack: string;
  readonly template: unknown;
  readonly isProtected: boolean;
}

const resources = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string() })) });

/** Clients of an account with one stack, or none. Its resources are listed in pages of fifty. */
export async function deployedIn(deployed: Deployed | undefined): Promise<AwsClients> {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:1', region: 'us-east-1' });
  const meta = { $metadata: {} };
  const summaries =
    deployed === undefined
      ? []
      : Object.entries(resources.parse(deployed.template).Resources).map(([LogicalResourceId, { Type }]) => ({
          ...{ LogicalResourceId, ResourceType: Type, PhysicalResourceId: `physical-${LogicalResourceId}` },
          ...{ ResourceStatus: 'CREATE_COMPLETE' as const, LastUpdatedTimestamp: new Date(0) },
        }));
  answering(await clients.cloudFormation(), {
    DescribeStacks: () => {
      if (deployed === undefined) {
        const message = 'Stack with id spree does not exist';
        throw Object.assign(new Error(message), { name: 'ValidationError' });
      }
      const { stack: StackName, isProtected: EnableTerminationProtection } = deployed;
      const rest = { CreationTime: new Date(0), StackStatus: 'CREATE_COMPLETE' as const };
      return { ...meta, Stacks: [{ StackName, EnableTerminationProtection, ...rest }] };
    },
    ListStackResources: (input) => {
      const from = Number({ NextToken: '0', ...input }.NextToken);
      const next = from + 50 < summaries.length ? { NextToken: String(from + 50) } : {};
      return { ...meta, StackResourceSummaries: summaries.slice(from, from + 50), ...next };
    },
    GetTemplate: () => ({ ...meta, TemplateBody: JSON.stringify(deployed?.template) }),
  });
  return clients;
}
