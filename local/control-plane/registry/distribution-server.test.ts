import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitingClock } from '../../../time/testing/waiting-clock.ts';
import type { ContainerSpec } from '../../docker/engine.ts';
import { distributionServer, registryContainer } from './distribution-server.ts';

let folder: string;
let server: Server | undefined;
let answer: { status: number; body: string };
let asked: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
  answer = { status: 201, body: '' };
  asked = [];
});
afterEach(async () => {
  await new Promise((closed) => (server === undefined ? closed(undefined) : server.close(closed)));
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** What the container does when it is started. */
async function serve(): Promise<void> {
  server = createServer((request, response) => {
    if (request.url === '/v2/') return void response.writeHead(200).end();
    asked.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? ''}`.trim());
    return void response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server?.listen(join(folder, 'registry.sock'), resolve));
}

/** A server of this image on an engine that has these containers. */
function serverOn(image: string, containers: readonly { id: string; image: string }[] = []) {
  const done: string[] = [];
  let present = [...containers];
  const engine = {
    listContainers: async () =>
      present.map(
        (each) => ({ ...each, name: each.id, state: 'running', labels: {}, hostPorts: [] }) as const,
      ),
    createContainer: async (spec: ContainerSpec) => {
      done.push(`create ${spec.image}`);
      present = [{ id: 'new', image: spec.image }];
      return 'new';
    },
    startContainer: async (id: string) => {
      done.push(`start ${id}`);
      await serve();
    },
    stopContainer: async (id: string) => void done.push(`stop ${id}`),
    removeContainer: async (id: string) => void done.push(`remove ${id}`),
    exec: async (_: string, command: readonly string[]) => {
      done.push(command.join(' '));
      return { exitCode: 0, stdout: '', stderr: '' };
    },
  };
  const options = { engine, image, environmentName: 'shop', folder, clock: waitingClock() };
  return { server: distributionServer({ ...options, signal: new AbortController().signal }), done, options };
}

test('the server is started once, by whoever needs it first', async () => {
  const { server: registry, done } = serverOn('registry:2');
  const paths = await Promise.all([registry.start(), registry.start()]);
  await registry.start();
  expect(new Set(paths)).toEqual(new Set([join(folder, 'registry.sock')]));
  expect(done).toEqual(['create registry:2', 'start new']);
});

test('a container that is there is used again, and replaced when its image is another one', async () => {
  const same = serverOn('registry:2', [{ id: 'old', image: 'registry:2' }]);
  await same.server.start();
  expect(same.done).toEqual(['start old']);
  await new Promise((closed) => server?.close(closed));
  const other = serverOn('registry:3', [{ id: 'old', image: 'registry:2' }]);
  await other.server.start();
  expect(other.done).toEqual(['remove old', 'create registry:3', 'start new']);
});

test('without an image it says what to run', async () => {
  await expect(serverOn('').server.start()).rejects.toMatchObject({
    code: 'REGISTRY_NOT_THERE',
    hint: 'Run npx -y pnpm@12 local:up, which makes it.',
  });
});

test('the container has no network, and its data in the volume of the environment', () => {
  const { options } = serverOn('registry:2');
  const spec = registryContainer({ ...options, signal: new AbortController().signal });
  expect(spec.network).toEqual({ kind: 'none' });
  expect(spec.ports).toBeUndefined();
  expect(spec.mounts).toMatchObject([{ volume: 'shop_registry', target: folder }]);
});

test('a manifest is put by its digest, and a refusal is in the words of the server', async () => {
  const { server: registry } = serverOn('registry:2');
  const manifest = { repository: 'shop', digest: 'sha256:1', text: '{}', mediaType: 'image' };
  expect(await registry.putManifest(manifest)).toEqual({ isTaken: true });
  const errors = [{ code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown to registry' }];
  answer = { status: 404, body: JSON.stringify({ errors }) };
  expect(await registry.putManifest(manifest)).toEqual({ isTaken: false, ...errors[0] });
  answer = { status: 500, body: 'broken' };
  await expect(registry.putManifest(manifest)).rejects.toMatchObject({ code: 'REGISTRY_FAILED' });
  expect(asked[0]).toBe('PUT /v2/shop/manifests/sha256:1 image');
});

test('a manifest that is gone already is as good as deleted', async () => {
  const { server: registry } = serverOn('registry:2');
  for (const status of [202, 404]) {
    answer = { status, body: '' };
    await registry.deleteManifest({ repository: 'shop', digest: 'sha256:1' });
  }
  answer = { status: 405, body: '' };
  await expect(registry.deleteManifest({ repository: 'shop', digest: 'sha256:1' })).rejects.toMatchObject({
    code: 'REGISTRY_FAILED',
  });
});

test('garbage is collected in the container, which is then stopped', async () => {
  const { server: registry, done } = serverOn('registry:2');
  await registry.start();
  await registry.collectGarbage();
  await registry.stop();
  expect(done.slice(2)).toEqual(['registry garbage-collect /etc/docker/registry/config.yml', 'stop new']);
});
