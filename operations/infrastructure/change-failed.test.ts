import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import { Failure } from '../../failure/failure.ts';
import { assertDeployable } from './assert-deployable.ts';
import { changeFailed } from './change-failed.ts';
import type { InfrastructureEvent, ResourceEvent } from './infrastructure-event.ts';

const error = new Failure('INFRASTRUCTURE_FAILED', 'spree-staging failed', { hint: 'Run it again.' });
const stacks = [
  { name: 'spree-staging-certificate', region: 'us-east-1' },
  { name: 'spree-staging', region: 'ap-southeast-1' },
];

/** CloudFormation that says this of each stack, by region. */
function cloudFormation(statuses: Readonly<Record<string, string>>) {
  return (region: string) => {
    const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:1', region });
    return {
      ...clients,
      cloudFormation: async () => {
        const client = await clients.cloudFormation();
        answering(client, {
          DescribeStacks: () => {
            const StackStatus = statuses[region];
            if (StackStatus !== undefined) {
              const stack = { StackName: 'x', CreationTime: new Date(0), StackStatus };
              return { $metadata: {}, Stacks: [stack] };
            }
            throw Object.assign(new Error('Stack with id x does not exist'), { name: 'ValidationError' });
          },
        });
        return client;
      },
    };
  };
}

test.each(['UPDATE_ROLLBACK_FAILED', 'ROLLBACK_FAILED', 'UPDATE_IN_PROGRESS'])(
  'a deployment does not begin on a stack that is %s',
  async (status) => {
    const clientsOf = cloudFormation({ 'ap-southeast-1': status });
    await expect(assertDeployable(stacks, clientsOf)).rejects.toMatchObject({
      code: 'STACK_NOT_READY',
      message: expect.stringContaining(`spree-staging is ${status}`),
      hint: expect.any(String),
    });
  },
);

test.each([
  'CREATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'ROLLBACK_COMPLETE',
  'REVIEW_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
])('a deployment begins on a stack that is %s', async (status) => {
  await assertDeployable(stacks, cloudFormation({ 'ap-southeast-1': status }));
});

const failed = (logicalId: string, reason: string, resourceType = 'AWS::SQS::Queue'): ResourceEvent => ({
  ...{ type: 'resource', stack: 'spree-staging', logicalId, resourceType, status: 'CREATE_FAILED', reason },
  done: 1,
});

const certificateDone: InfrastructureEvent = { type: 'stack ended', stack: 'spree-staging-certificate' };

test('a failure names what failed first, in which state the stack is, and what to do', async () => {
  const events = [
    certificateDone,
    failed('Db', 'no capacity', 'AWS::RDS::DBInstance'),
    failed('Queue', 'Resource creation cancelled'),
    failed('spree-staging', 'The following resources failed', 'AWS::CloudFormation::Stack'),
  ];
  const clientsOf = cloudFormation({ 'us-east-1': 'CREATE_COMPLETE', 'ap-southeast-1': 'ROLLBACK_COMPLETE' });
  expect(await changeFailed('DEPLOYMENT_FAILED', { error, events, stacks }, clientsOf)).toMatchObject({
    code: 'DEPLOYMENT_FAILED',
    message: 'AWS::RDS::DBInstance Db: CREATE_FAILED, no capacity\nspree-staging is ROLLBACK_COMPLETE.',
    hint: expect.stringContaining('begins anew'),
  });
});

test.each([
  ['UPDATE_ROLLBACK_FAILED', 'continue-update-rollback --stack-name spree-staging --region ap-southeast-1'],
  ['ROLLBACK_FAILED', 'delete-stack --stack-name spree-staging --region ap-southeast-1'],
  ['UPDATE_ROLLBACK_COMPLETE', 'as it was before'],
  ['UPDATE_IN_PROGRESS', 'still changing it'],
  ['DELETE_FAILED', 'only these are deleted'],
  ['SOMETHING_NEW', 'run it again'],
])('after %s, the hint says: %s', async (status, hint) => {
  const clientsOf = cloudFormation({ 'ap-southeast-1': status });
  const events = [certificateDone];
  expect(await changeFailed('DEPLOYMENT_FAILED', { error, events, stacks }, clientsOf)).toMatchObject({
    message: `spree-staging failed\nspree-staging is ${status}.`,
    hint: expect.stringContaining(hint),
  });
});

test('a stack that was never made is said not to exist', async () => {
  expect(
    await changeFailed('DEPLOYMENT_FAILED', { error, events: [], stacks }, cloudFormation({})),
  ).toMatchObject({ message: expect.stringContaining('spree-staging-certificate does not exist.') });
});

test('what says more by itself stays as it is', async () => {
  const expired = new Failure('CREDENTIALS_EXPIRED', 'expired');
  const change = { error: expired, events: [], stacks };
  expect(await changeFailed('DEPLOYMENT_FAILED', change, cloudFormation({}))).toBe(expired);
});
