import { expect, test } from 'vitest';
import { awsClients } from '../../../aws/clients.ts';
import { answering } from '../../../aws/testing/answering.ts';
import { waitingClock } from '../../../time/testing/waiting-clock.ts';
import { readDrift } from './read-drift.ts';

const meta = { $metadata: {} };
type DetectionStatus = 'DETECTION_COMPLETE' | 'DETECTION_FAILED' | 'DETECTION_IN_PROGRESS';
const at = { Timestamp: new Date(0), StackId: 'x' };

async function look(statuses: readonly DetectionStatus[]) {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:1', region: 'us-east-1' });
  const left = [...statuses];
  answering(await clients.cloudFormation(), {
    DetectStackDrift: () => ({ ...meta, StackDriftDetectionId: 'd' }),
    DescribeStackDriftDetectionStatus: () => ({
      ...{ ...meta, ...at, StackDriftDetectionId: 'd', DetectionStatusReason: 'not allowed' },
      DetectionStatus: left.shift() ?? 'DETECTION_COMPLETE',
    }),
    DescribeStackResourceDrifts: (input) => {
      const row = (
        LogicalResourceId: string,
        status: 'MODIFIED' | 'IN_SYNC' | 'DELETED' | 'NOT_CHECKED',
      ) => ({
        ...{ ...at, LogicalResourceId, ResourceType: 'AWS::SQS::Queue', StackResourceDriftStatus: status },
        PropertyDifferences: [
          {
            ...{ PropertyPath: '/DelaySeconds', ExpectedValue: 'hunter1', ActualValue: 'hunter2' },
            DifferenceType: 'NOT_EQUAL' as const,
          },
        ],
      });
      return 'NextToken' in input
        ? { ...meta, StackResourceDrifts: [row('A', 'DELETED'), row('N', 'NOT_CHECKED')] }
        : { ...meta, StackResourceDrifts: [row('B', 'MODIFIED'), row('C', 'IN_SYNC')], NextToken: 'more' };
    },
  });
  const { signal } = new AbortController();
  return readDrift(() => clients, { stack: 'x', region: 'us-east-1', signal, clock: waitingClock() });
}

test('what was changed or deleted by hand is listed by the names of its properties, of all pages', async () => {
  const drift = await look(['DETECTION_IN_PROGRESS', 'DETECTION_COMPLETE']);
  const type = 'AWS::SQS::Queue';
  expect(drift).toEqual({
    resources: [
      { logicalId: 'A', type, drift: 'deleted', properties: ['/DelaySeconds'] },
      { logicalId: 'B', type, drift: 'changed', properties: ['/DelaySeconds'] },
    ],
    unchecked: 1,
  });
});

test('drift that CloudFormation cannot find is unknown, with its reason', async () => {
  await expect(look(['DETECTION_FAILED'])).rejects.toMatchObject({
    code: 'DRIFT_UNKNOWN',
    message: expect.stringContaining('not allowed'),
  });
});
