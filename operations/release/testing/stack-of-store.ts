import type { AwsClients } from '../../../aws/clients.ts';

export const cluster = 'spree-local-cluster';
export const repositoryUri = '000000000000.dkr.ecr.ap-southeast-1.amazonaws.com/spree-local';

/** Outputs of the stack of this store. */
export const storeOutputs: Readonly<Record<string, string>> = {
  ClusterName: cluster,
  RepositoryUri: repositoryUri,
  StorefrontUrl: 'https://shop.example.com',
  OneOffTaskFamily: 'spree-local-oneoff',
  SeedTaskFamily: 'spree-local-seed',
  SetUpTaskFamily: 'spree-local-setup',
  OneOffSecurityGroup: 'sg-oneoff',
  PrivateSubnets: 'subnet-a,subnet-b',
};

/** CloudFormation, which tells the outputs of this stack. */
export async function stackOfStore(clients: AwsClients): ReturnType<AwsClients['cloudFormation']> {
  const cloudFormation = await clients.cloudFormation();
  const Outputs = Object.entries(storeOutputs).map(([OutputKey, OutputValue]) => ({
    OutputKey,
    OutputValue,
  }));
  Reflect.set(cloudFormation, 'describeStacks', async () => ({
    Stacks: [{ StackStatus: 'UPDATE_COMPLETE', Outputs }],
  }));
  return cloudFormation;
}
