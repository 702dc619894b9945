import { describe, expect, it } from 'vitest';
import { sampleState, webRevision, webServiceState, webTask } from '../api/testing/sample-state.ts';
import { findService, findTask, findTaskDefinition, isThisCluster } from './references.ts';

const prefix = 'arn:aws:ecs:ap-southeast-1:000000000000';

describe('references', () => {
  it.each([
    ['spree-local-cluster', true],
    [`${prefix}:cluster/spree-local-cluster`, true],
    ['arn:aws:ecs:us-east-1:000000000000:cluster/spree-local-cluster', false],
    ['other', false],
    [undefined, false],
  ])('to the cluster %s: %s', (reference, isIt) => {
    expect(isThisCluster(sampleState, reference)).toBe(isIt);
  });

  it('to the default cluster may be left out', () => {
    expect(isThisCluster({ ...sampleState, clusterName: 'default' }, undefined)).toBe(true);
  });

  it.each([
    ['spree-local-web', webServiceState],
    [`${prefix}:service/spree-local-cluster/spree-local-web`, webServiceState],
    [`${prefix}:service/spree-local-web`, webServiceState],
    [`${prefix}:service/other/spree-local-web`, undefined],
    ['constructor', undefined],
  ])('to the service %s', (reference, service) => {
    expect(findService(sampleState, reference)).toBe(service);
  });

  it.each([
    [webTask.id, webTask],
    [`${prefix}:task/spree-local-cluster/${webTask.id}`, webTask],
    [`${prefix}:task/other/${webTask.id}`, undefined],
    ['__proto__', undefined],
  ])('to the task %s', (reference, task) => {
    expect(findTask(sampleState, reference)).toBe(task);
  });

  const second = { ...webRevision, arn: webRevision.arn.replace(/1$/, '2'), revision: 2 };
  const gone = {
    ...webRevision,
    arn: webRevision.arn.replace(/1$/, '3'),
    revision: 3,
    status: 'INACTIVE',
  } as const;
  const taskDefinitions = { [webRevision.arn]: webRevision, [second.arn]: second, [gone.arn]: gone };

  it.each([
    ['spree-local-web', second],
    ['spree-local-web:1', webRevision],
    ['spree-local-web:3', gone],
    [webRevision.arn, webRevision],
    ['spree-local-web:9', undefined],
    ['other', undefined],
    ['arn:aws:ecs:us-east-1:000000000000:task-definition/spree-local-web:1', undefined],
  ])('to the task definition %s', (reference, found) => {
    expect(findTaskDefinition({ ...sampleState, taskDefinitions }, reference)).toBe(found);
  });
});
