import { expect, test } from 'vitest';
import { rejectFailedResources } from './reject-failed-resources.ts';

const event = (logicalId: string, status: string, reason?: string) => ({
  logicalId,
  type: logicalId === 'shop' ? 'AWS::CloudFormation::Stack' : 'AWS::SSM::Parameter',
  status,
  ...(reason === undefined ? {} : { reason }),
});

const failing = [
  event('shop', 'UPDATE_COMPLETE'),
  event('shop', 'ROLLBACK_COMPLETE'),
  event('Alarm', 'UPDATE_FAILED', 'it follows from the first'),
  event('Greeting', 'CREATE_FAILED', 'The parameter already exists.'),
  event('Greeting', 'CREATE_IN_PROGRESS'),
  event('shop', 'UPDATE_IN_PROGRESS'),
];

test('a resource that failed is named with its reason, although the stack ends as up to date', () => {
  expect(() => rejectFailedResources('shop', failing)).toThrow(
    expect.objectContaining({
      code: 'LOCALSTACK_DEPLOYMENT_FAILED',
      message: 'LocalStack could not deploy Greeting (AWS::SSM::Parameter): The parameter already exists.',
    }),
  );
});

test('only the last deployment counts', () => {
  const later = [event('shop', 'UPDATE_COMPLETE'), event('shop', 'UPDATE_IN_PROGRESS')];
  expect(() => rejectFailedResources('shop', [...later, ...failing])).not.toThrow();
  expect(() => rejectFailedResources('shop', [])).not.toThrow();
});
