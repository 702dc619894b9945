import { arch } from 'node:process';
import { describe, expect, it } from 'vitest';
import { sampleState, sampleTime, webDeployment, webRevision, webTask } from '../../testing/sample-state.ts';
import { taskShape } from './task.ts';

const prefix = 'arn:aws:ecs:ap-southeast-1:000000000000';
const seconds = sampleTime / 1000;

describe('a task as the API gives it', () => {
  it('has all that is known of a running task', () => {
    const attachment = expect.stringMatching(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(taskShape(webTask, sampleState)).toEqual({
      attachments: [
        {
          id: attachment,
          type: 'ElasticNetworkInterface',
          status: 'ATTACHED',
          details: [
            { name: 'subnetId', value: 'subnet-a' },
            { name: 'privateIPv4Address', value: '172.20.0.7' },
          ],
        },
      ],
      attributes: [{ name: 'ecs.cpu-architecture', value: arch === 'arm64' ? 'arm64' : 'x86_64' }],
      clusterArn: `${prefix}:cluster/spree-local-cluster`,
      connectivity: 'CONNECTED',
      containers: [
        {
          containerArn: expect.stringMatching(
            /:container\/spree-local-cluster\/0123456789abcdef0123456789abcdef\/[0-9a-f-]{36}$/,
          ),
          taskArn: `${prefix}:task/spree-local-cluster/${webTask.id}`,
          name: 'web',
          image: 'store:1',
          imageDigest: 'sha256:0d',
          runtimeId: 'c0ffee',
          lastStatus: 'RUNNING',
          networkBindings: [],
          networkInterfaces: [{ attachmentId: attachment, privateIpv4Address: '172.20.0.7' }],
          healthStatus: 'HEALTHY',
          managedAgents: [
            { name: 'ExecuteCommandAgent', lastStatus: 'RUNNING', lastStartedAt: expect.any(Number) },
          ],
          cpu: '0',
        },
      ],
      cpu: '512',
      createdAt: seconds + 1,
      desiredStatus: 'RUNNING',
      enableExecuteCommand: true,
      group: 'service:spree-local-web',
      healthStatus: 'HEALTHY',
      lastStatus: 'RUNNING',
      launchType: 'FARGATE',
      memory: '1024',
      overrides: { containerOverrides: [{ name: 'web' }], inferenceAcceleratorOverrides: [] },
      platformVersion: '1.4.0',
      platformFamily: 'Linux',
      startedAt: seconds + 3,
      startedBy: webDeployment.id,
      tags: [],
      taskArn: `${prefix}:task/spree-local-cluster/${webTask.id}`,
      taskDefinitionArn: webRevision.arn,
    });
  });

  it('has an interface that is not attached yet while it is provisioned', () => {
    const { privateIp: _, ...provisioning } = webTask;
    const shape = taskShape({ ...provisioning, lastStatus: 'PROVISIONING' }, sampleState);
    expect(shape.attachments).toMatchObject([
      { status: 'PRECREATED', details: [{ name: 'subnetId', value: 'subnet-a' }] },
    ]);
    expect(shape.connectivity).toBeUndefined();
    expect(shape.containers).toMatchObject([{ networkInterfaces: [] }]);
  });

  it('says how and why it stopped', () => {
    const [web] = webTask.containers;
    if (web === undefined) throw new Error('the sample task has no container');
    const stopped = {
      ...webTask,
      desiredStatus: 'STOPPED',
      lastStatus: 'STOPPED',
      stoppingAt: sampleTime + 4000,
      executionStoppedAt: sampleTime + 4500,
      stoppedAt: sampleTime + 5000,
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ ...web, lastStatus: 'STOPPED', exitCode: 137, reason: 'OutOfMemoryError: killed' }],
    } as const;
    expect(taskShape(stopped, sampleState)).toMatchObject({
      attachments: [{ status: 'DELETED' }],
      lastStatus: 'STOPPED',
      stoppingAt: seconds + 4,
      executionStoppedAt: seconds + 4.5,
      stoppedAt: seconds + 5,
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ lastStatus: 'STOPPED', exitCode: 137, reason: 'OutOfMemoryError: killed' }],
    });
  });

  it('gives its tags only where they are asked for', () => {
    const tagged = { ...webTask, tags: { a: 'b' } };
    expect(taskShape(tagged, sampleState).tags).toEqual([]);
    expect(taskShape(tagged, sampleState, true).tags).toEqual([{ key: 'a', value: 'b' }]);
  });
});
