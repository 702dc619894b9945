import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import { createProgress } from '../../progress/progress.ts';
import { placeOfStack } from './place-of-stack.ts';

const images = { imageTag: 'one', oneOffImageTag: 'one', runsTasks: true };

/** A stack that says another cluster after each of its deployments, and how often it was asked. */
async function stackThat(deploy: () => Promise<void>) {
  let deployments = 0;
  let asked = 0;
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:1', region: 'us-east-1' });
  answering(await clients.cloudFormation(), {
    DescribeStacks: () => {
      asked += 1;
      const outputs = {
        ClusterName: `cluster-${deployments}`,
        RepositoryUri: 'repository',
        StorefrontUrl: 'https://shop.example.com',
      };
      const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
      const rest = {
        StackName: 'spree-local',
        CreationTime: new Date(0),
        StackStatus: 'UPDATE_COMPLETE' as const,
      };
      return { $metadata: {}, Stacks: [{ ...rest, Outputs }] };
    },
  });
  const { stack, readPlace } = placeOfStack(
    { environment: 'local', clients },
    {
      bootstrap: async () => {},
      deploy: async () => {
        deployments += 1;
        await deploy();
      },
    },
  );
  const deployOnce = () => createProgress(() => {}).step('Stack', (step) => stack.deploy(step, images));
  return { readPlace, deployOnce, asked: () => asked };
}

test('the outputs of a stack are read once until it is deployed again', async () => {
  const { readPlace, deployOnce, asked } = await stackThat(async () => {});
  await readPlace();
  expect(await readPlace()).toMatchObject({ ClusterName: 'cluster-0' });
  expect(asked()).toBe(1);
  await deployOnce();
  expect(await readPlace()).toMatchObject({ ClusterName: 'cluster-1' });
  expect(asked()).toBe(2);
});

test('what the outputs said before a deployment that failed does not count any more', async () => {
  const { readPlace, deployOnce } = await stackThat(async () => {
    throw new Error('it fails');
  });
  await readPlace();
  await expect(deployOnce()).rejects.toThrow('it fails');
  expect(await readPlace()).toMatchObject({ ClusterName: 'cluster-1' });
});
