import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushImage } from '../../../operations/images/push-image.ts';
import { scanImage } from '../../../operations/images/scan-image.ts';
import { tagImage } from '../../../operations/images/tag-image.ts';
import { takePushedImage } from '../../../operations/images/take-pushed-image.ts';
import { run } from '../../processes/run.ts';
import { type ControlPlaneStage, openControlPlaneStage } from '../testing/control-plane-stage.ts';
import { exampleWorkload } from '../testing/example-workload.ts';
import { runTask } from '../testing/run-task.ts';

const repositoryName = 'shop/images';
let stage: ControlPlaneStage;
let folder: string;
/** What was built, to be removed at the end. */
const names: string[] = [];

beforeAll(async () => {
  stage = await openControlPlaneStage(undefined, { withRegistry: true });
  folder = await mkdtemp(join(tmpdir(), 'docker-config-'));
  const repository = {
    logicalId: 'Images',
    name: repositoryName,
    uri: 'images',
    tagMutability: 'IMMUTABLE',
    scanOnPush: true,
  };
  await stage.put({
    ...exampleWorkload(stage.taskImage, '', { desiredCount: 0 }),
    repositories: [repository],
  });
});
afterAll(async () => {
  // One after the other: some are names of one image.
  for (const name of names) await stage.engine.removeImage(name);
  await rm(folder, { recursive: true, force: true });
  await stage.close();
});

const host = () => `127.0.0.1:${stage.port}`;
const target = () => ({ environment: 'local', clients: stage.clients }) as const;
/** With a folder of its own for logins. */
const docker = (args: readonly string[], input = '') =>
  run('docker', args, { env: { ...process.env, DOCKER_CONFIG: folder }, input, allowFailure: true });

/** An image with nothing in it but a label, which tells it from others. */
async function image(name: string, label: string): Promise<string> {
  await stage.engine.importImage(Readable.from([Buffer.alloc(1024)]), name, [
    `LABEL test=${stage.name}-${label}`,
  ]);
  names.push(name);
  return name;
}

const pushed = async () =>
  (await (await stage.clients.ecr()).describeImages({ repositoryName })).imageDetails ?? [];

describe('docker', () => {
  it('is refused without a login', async () => {
    const name = await image(`${host()}/${repositoryName}:1`, 'one');
    const { exitCode, stderr } = await docker(['push', name]);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('no basic auth credentials');
  });

  it('signs in with the login of the API, pushes and pulls', async () => {
    const { authorizationData } = await (await stage.clients.ecr()).getAuthorizationToken({});
    const token = authorizationData?.[0]?.authorizationToken ?? '';
    const password = Buffer.from(token, 'base64').toString().slice('AWS:'.length);
    const login = ['login', '--username', 'AWS', '--password-stdin', host()];
    expect(await docker(login, password)).toMatchObject({ exitCode: 0 });
    const name = `${host()}/${repositoryName}:1`;
    expect(await docker(['push', name])).toMatchObject({ exitCode: 0 });
    const [{ imageTags, imageDigest } = {}] = await pushed();
    expect(imageTags).toEqual(['1']);
    const before = await stage.engine.inspectImage(name);
    expect(before?.digest).toBe(imageDigest);
    await stage.engine.removeImage(name);
    expect(await docker(['pull', name])).toMatchObject({ exitCode: 0 });
    expect((await stage.engine.inspectImage(name))?.id).toBe(before?.id);
  });

  it('is refused a tag that names another image, and a repository that the definition does not have', async () => {
    await stage.engine.removeImage(`${host()}/${repositoryName}:1`);
    const name = await image(`${host()}/${repositoryName}:1`, 'two');
    const { exitCode, stderr } = await docker(['push', name]);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('cannot be overwritten because the tag is immutable');
    const elsewhere = await docker(['push', await image(`${host()}/other:1`, 'two')]);
    expect(elsewhere.stderr).toContain("The repository with name 'other' does not exist");
  });
});

describe('the release', () => {
  it('pushes an image once, and gives it a further tag that can be pulled', async () => {
    const { engine } = stage;
    const push = { image: await image(`${stage.name}:three`, 'three'), tag: '3', engine };
    const first = await pushImage(target(), { ...push, repository: repositoryName });
    expect(first).toMatchObject({ uri: `${host()}/${repositoryName}:3`, isNew: true });
    expect(await pushImage(target(), { ...push, repository: repositoryName })).toEqual({
      ...first,
      isNew: false,
    });
    expect(await engine.inspectImage(first.uri)).toBeUndefined();
    await tagImage(target(), { digest: first.digest, tag: 'live-3', repository: repositoryName });
    const live = `${host()}/${repositoryName}:live-3`;
    expect(await docker(['pull', live])).toMatchObject({ exitCode: 0 });
    names.push(live);
  });

  it('takes the image of a tag from the registry where this machine has none, or another build', async () => {
    const { engine } = stage;
    const before = { tag: '3', image: `${stage.name}:none`, repository: repositoryName, engine };
    const taken = await takePushedImage(target(), before);
    expect(taken).toBe(`${host()}/${repositoryName}:3`);
    names.push(taken ?? '');
    const push = { image: taken ?? '', tag: '3', repository: repositoryName, engine };
    expect(await pushImage(target(), push)).toMatchObject({ isNew: false });
    expect(await takePushedImage(target(), { ...before, tag: 'none' })).toBeUndefined();
  });

  it('says what the registry says of a push that it refuses', async () => {
    const push = { image: await image(`${stage.name}:four`, 'four'), tag: '3', repository: repositoryName };
    await expect(pushImage(target(), { ...push, engine: stage.engine })).rejects.toMatchObject({
      code: 'TAG_TAKEN',
    });
    const login = { username: 'AWS', password: { reveal: () => 'wrong' } };
    const name = await image(`${host()}/${repositoryName}:4`, 'four');
    await expect(Reflect.apply(stage.engine.pushImage, stage.engine, [name, login])).rejects.toMatchObject({
      code: 'ENGINE_PUSH_FAILED',
      message: expect.stringContaining('no basic auth credentials'),
    });
  });
});

describe('a task', () => {
  it('runs an image that only the registry has, under the name that the template has for it', async () => {
    const ecs = await stage.clients.ecs();
    const container = { name: 'pulled', image: 'images:live-3', command: ['/nothing'], essential: true };
    await ecs.registerTaskDefinition({
      ...{ family: 'pulled', cpu: '256', memory: '512', networkMode: 'awsvpc' },
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [container],
    });
    names.push('images:live-3');
    // There is no program in the image.
    expect(await runTask(stage, 'pulled', ['/nothing'])).toMatchObject({
      lastStatus: 'STOPPED',
      stoppedReason: expect.stringMatching(/^CannotStartContainerError/),
    });
    const { names: known } = (await stage.engine.inspectImage('images:live-3')) ?? {};
    expect(known).toContain('images:live-3');
  });
});

describe('the scan of what was pushed', () => {
  it('is over, says why it could not be made, and leaves no container', async () => {
    const [{ imageDigest = '' } = {}] = await pushed();
    const scan = await scanImage(target(), { digest: imageDigest, repository: repositoryName });
    expect(scan).toEqual({
      status: 'absent',
      reason: expect.stringMatching(/^The scanner failed: .*trivy/s),
    });
    const label = { 'dev.spree-parity.server': 'scanner', 'dev.spree-parity.environment': stage.name };
    expect(await stage.engine.listContainers(label)).toEqual([]);
  });
});

describe('the registry', () => {
  it('has no address that a task could reach it by', async () => {
    const label = { 'dev.spree-parity.server': 'registry', 'dev.spree-parity.environment': stage.name };
    const [found] = await stage.engine.listContainers(label);
    const container = await stage.engine.inspectContainer(found?.id ?? '');
    expect(container).toMatchObject({ state: 'running', hostPorts: [] });
    expect(Object.values(container?.addresses ?? {}).filter((address) => address !== '')).toEqual([]);
  });

  it('keeps its images when the control plane is killed, and starts its server again when that is gone', async () => {
    const before = await pushed();
    await stage.crash();
    const label = { 'dev.spree-parity.server': 'registry', 'dev.spree-parity.environment': stage.name };
    const [server] = await stage.engine.listContainers(label);
    await stage.engine.removeContainer(server?.id ?? '');
    await stage.start();
    await stage.until('the control plane answers', () => true);
    expect(await pushed()).toEqual(before);
    const name = `${host()}/${repositoryName}:live-3`;
    await stage.engine.removeImage(name);
    expect(await docker(['pull', name])).toMatchObject({ exitCode: 0 });
  });
});
