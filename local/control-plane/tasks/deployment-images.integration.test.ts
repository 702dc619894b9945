import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workload } from '../../../definition/workload.ts';
import type { ParityStatus } from '../api/parity/status.ts';
import { type ControlPlaneStage, openControlPlaneStage } from '../testing/control-plane-stage.ts';
import { exampleWorkload } from '../testing/example-workload.ts';
import { createMovingTag, type MovingTag } from '../testing/moving-tag.ts';
import { runTask } from '../testing/run-task.ts';

const service = { cluster: 'spree-local-cluster', service: 'web' };

let stage: ControlPlaneStage;
let tag: MovingTag;

beforeAll(async () => {
  stage = await openControlPlaneStage();
  tag = await createMovingTag(stage.engine, stage.taskImage);
  const workload = exampleWorkload(tag.image, 'setInterval(() => {}, 1000)', { desiredCount: 1 });
  await stage.put(withUnpinnedContainer(workload));
  await completed(1);
});
afterAll(async () => {
  await stage?.close();
  await tag?.remove();
});

describe('a tag that moves during a deployment', () => {
  it('resolves to the old image for its further tasks, and to the new one for containers that are not pinned', async () => {
    await tag.moveTo('new');
    await scaleTo(2);
    expect(await versions('web')).toEqual(['old', 'old']);
    expect(await versions('unpinned')).toEqual(['new', 'old']);
    expect(await digestsOfTasks('web')).toEqual(await digests('old', 'old'));
    expect(await digestsOfTasks('unpinned')).toEqual(await digests('new', 'old'));
    expect(await digestsOfRevisions()).toEqual([{ web: await tag.digestOf('old'), unpinned: undefined }]);
  });

  it('resolves to the new image for tasks that run once', async () => {
    const tell = "process.exit(process.env.VERSION === 'new' ? 2 : 1)";
    expect(await runTask(stage, 'oneoff', [tell])).toMatchObject({ exitCode: 2 });
    await tag.moveTo('old');
    expect(await runTask(stage, 'oneoff', [tell])).toMatchObject({ exitCode: 1 });
    await tag.moveTo('new');
  });

  it('still resolves to the old image after a crash of the control plane', async () => {
    await stage.crash();
    await stage.start();
    await stage.until('the control plane answers again', () => true);
    await scaleTo(3);
    expect(await versions('web')).toEqual(['old', 'old', 'old']);
  });

  it('resolves to the new image for all tasks of the next deployment', async () => {
    await forceDeployment();
    await completed(3);
    expect(await versions('web')).toEqual(['new', 'new', 'new']);
    expect(await digestsOfTasks('web')).toEqual(await digests('new', 'new', 'new'));
    expect((await digestsOfRevisions()).map(({ web }) => web)).toEqual(await digests('new', 'old'));
  });

  it('resolves as before for the deployment that a rollback returns to', async () => {
    const ecs = await stage.clients.ecs();
    await tag.moveTo('old');
    await forceDeployment();
    await stage.until('the old image runs again', (status) => running(status).length > 3);
    expect(await versions('web')).toContain('old');
    const { serviceDeployments = [] } = await ecs.listServiceDeployments({
      ...service,
      status: ['IN_PROGRESS'],
    });
    await ecs.stopServiceDeployment({
      serviceDeploymentArn: serviceDeployments[0]?.serviceDeploymentArn ?? '',
      stopType: 'ROLLBACK',
    });
    await completed(3);
    await scaleTo(4);
    expect(await versions('web')).toEqual(['new', 'new', 'new', 'new']);
  });
});

/** The tasks of the service have a container more, whose tag is looked up at each start; one is soon healthy. */
function withUnpinnedContainer(workload: Workload): Workload {
  const healthCheck = {
    command: ['CMD-SHELL', 'true'],
    intervalSeconds: 5,
    timeoutSeconds: 5,
    retries: 1,
    startPeriodSeconds: 0,
  };
  const taskDefinitions = workload.taskDefinitions.map((each) => {
    const [web] = each.containerDefinitions;
    if (each.family !== 'web' || web === undefined) return each;
    const unpinned = { ...web, name: 'unpinned', versionConsistency: 'disabled' as const };
    return { ...each, containerDefinitions: [{ ...web, healthCheck }, unpinned] };
  });
  return { ...workload, taskDefinitions };
}

function running({ tasks }: ParityStatus): readonly string[] {
  return tasks
    .filter(({ group, lastStatus, desiredStatus }) =>
      [group, lastStatus, desiredStatus].join(' ').endsWith('service:web RUNNING RUNNING'),
    )
    .map(({ id }) => id);
}

async function completed(count: number): Promise<ParityStatus> {
  return await stage.until(
    `the deployment of ${count} tasks is completed`,
    (status) => status.services[0]?.rolloutState === 'COMPLETED' && running(status).length === count,
  );
}

async function scaleTo(desiredCount: number): Promise<void> {
  const ecs = await stage.clients.ecs();
  await ecs.updateService({ ...service, desiredCount });
  await stage.until(`${desiredCount} tasks run`, (status) => running(status).length === desiredCount);
}

async function forceDeployment(): Promise<void> {
  const ecs = await stage.clients.ecs();
  await ecs.updateService({ ...service, forceNewDeployment: true });
}

/** What the containers of that name say themselves, in the tasks that run. */
async function versions(container: string): Promise<readonly string[]> {
  const said = running(await stage.status()).map(async (taskId) => {
    const { id = '' } = (await stage.container(taskId, container)) ?? {};
    return (await stage.engine.exec(id, ['printenv', 'VERSION'])).stdout.trim();
  });
  return (await Promise.all(said)).sort();
}

async function digests(...of: readonly ('old' | 'new')[]): Promise<readonly string[]> {
  return await Promise.all(of.map((version) => tag.digestOf(version)));
}

async function digestsOfTasks(container: string): Promise<readonly (string | undefined)[]> {
  const ecs = await stage.clients.ecs();
  const tasks = [...running(await stage.status())];
  const described = await ecs.describeTasks({ cluster: service.cluster, tasks });
  const found = (described.tasks ?? []).map(
    ({ containers = [] }) => containers.find(({ name }) => name === container)?.imageDigest,
  );
  const newer = await tag.digestOf('new');
  return found.sort((a, b) => Number(b === newer) - Number(a === newer));
}

/** By container, of the revisions of the service's deployments, the newest first. */
async function digestsOfRevisions(): Promise<readonly Readonly<Record<string, string | undefined>>[]> {
  const ecs = await stage.clients.ecs();
  const { serviceDeployments = [] } = await ecs.listServiceDeployments(service);
  const serviceRevisionArns = serviceDeployments.map(
    ({ targetServiceRevisionArn = '' }) => targetServiceRevisionArn,
  );
  const { serviceRevisions = [] } = await ecs.describeServiceRevisions({ serviceRevisionArns });
  return serviceRevisions.map(({ containerImages = [] }) =>
    Object.fromEntries(
      containerImages.map(({ containerName = '', imageDigest }) => [containerName, imageDigest]),
    ),
  );
}
