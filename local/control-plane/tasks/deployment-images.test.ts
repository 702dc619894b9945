import { expect, it } from 'vitest';
import type { ImageDetails } from '../../docker/engine.ts';
import { sampleState, webServiceState } from '../api/testing/sample-state.ts';
import type { ClusterState, DeploymentImages } from '../model/cluster-state.ts';
import { deploymentImages } from './deployment-images.ts';
import { container, task } from './testing/task-fixtures.ts';

const deploymentId = webServiceState.deployments[0]?.id ?? '';
const webTask = task({ group: `service:${webServiceState.name}`, deploymentId });
const web = container({ name: 'web', image: 'store:1' });

function clusterWith(images: DeploymentImages): ClusterState {
  const deployments = webServiceState.deployments.map((each) => ({ ...each, images }));
  return { ...sampleState, services: { [webServiceState.name]: { ...webServiceState, deployments } } };
}

function engineOf(images: Readonly<Record<string, string>>) {
  const inspectImage = async (name: string): Promise<ImageDetails | undefined> => {
    const id = images[name];
    if (id === undefined) return undefined;
    return {
      ...{ id, digest: `${id}-digest`, names: [], sizeBytes: 1, createdAt: new Date(0) },
      ...{ architecture: 'amd64', labels: {}, stopSignal: undefined, volumes: [] },
    };
  };
  return { inspectImage };
}

it('gives every task of a deployment the image that its first task found, also when the tag has moved', async () => {
  const engine = engineOf({ 'store:1': 'new', new: 'new', old: 'old' });
  const pinned = clusterWith({ web: { id: 'old', digest: 'own-digest' } });
  const found = await deploymentImages(engine, () => pinned)(webTask, [web]);
  expect(found.get('web')).toMatchObject({ reference: 'old', details: { id: 'old', digest: 'own-digest' } });
  const same = await deploymentImages(engineOf({ 'store:1': 'old' }), () => pinned)(webTask, [web]);
  expect(same.get('web')?.reference).toBe('store:1');
});

it('looks a tag up once for the tasks of a deployment that start side by side', async () => {
  const images = { 'store:1': 'old', old: 'old', new: 'new' };
  const find = deploymentImages(engineOf(images), () => sampleState);
  await find(webTask, [web]);
  images['store:1'] = 'new';
  expect((await find(webTask, [web])).get('web')?.reference).toBe('old');
  const oneOff = await find(task({ group: 'family:web' }), [web]);
  expect(oneOff.get('web')?.details.id).toBe('new');
});

it('looks the tag up at each start if version consistency is disabled for the container', async () => {
  const images = { 'store:1': 'old', old: 'old', new: 'new' };
  const find = deploymentImages(engineOf(images), () => sampleState);
  const moving = container({ ...web, versionConsistency: 'disabled' });
  await find(webTask, [moving]);
  images['store:1'] = 'new';
  expect((await find(webTask, [moving])).get('web')?.details.id).toBe('new');
});

it('cannot pull an image of a deployment that was removed, whatever its tag refers to now', async () => {
  const engine = engineOf({ 'store:1': 'new' });
  const pinned = clusterWith({ web: { id: 'old', digest: 'sha256:0d' } });
  await expect(deploymentImages(engine, () => pinned)(webTask, [web])).rejects.toMatchObject({
    code: 'ENGINE_NO_SUCH_IMAGE',
    image: 'store@sha256:0d',
  });
});
