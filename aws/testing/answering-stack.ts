import type { AwsClients } from '../clients.ts';
import { answering } from './answering.ts';

/** Lets CloudFormation describe a stack with these outputs, as they are at each call. */
export async function answeringStack(
  clients: Pick<AwsClients, 'cloudFormation'>,
  outputs: () => Readonly<Record<string, string>>,
): Promise<void> {
  answering(await clients.cloudFormation(), {
    DescribeStacks: () => {
      const Outputs = Object.entries(outputs()).map(([OutputKey, OutputValue]) => ({
        OutputKey,
        OutputValue,
      }));
      return { $metadata: {}, Stacks: [{ Outputs }] };
    },
  });
}
