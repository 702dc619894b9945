import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Failure } from '../../../../failure/failure.ts';
import {
  type EcrEndpoint,
  ecrEndpoint,
  manifestOf,
  repository,
  repositoryName,
} from '../testing/ecr-endpoint.ts';

let folder: string;
let layers: Server;
let endpoint: EcrEndpoint;
let seen: { method: string | undefined; url: string | undefined; body: string }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
  const socketPath = join(folder, 'registry.sock');
  seen = [];
  layers = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method, url } = request;
    seen.push({ method, url, body: Buffer.concat(chunks).toString() });
    response.writeHead(202, { location: '/v2/spree-local/blobs/uploads/1?_state=x' }).end('done');
  });
  await new Promise<void>((resolve) => layers.listen(socketPath, resolve));
  endpoint = await ecrEndpoint([repository], { start: async () => socketPath });
});

afterEach(async () => {
  await endpoint.close();
  await new Promise((closed) => layers.close(closed));
  await rm(folder, { recursive: true, force: true });
});

const ask = async (path: string, init: RequestInit = {}) =>
  await fetch(`${endpoint.url}${path}`, {
    ...init,
    headers: { ...(await endpoint.login()), ...init.headers },
  });
const one = manifestOf('1');
const two = manifestOf('2');
const push = ({ imageManifest: body, imageManifestMediaType: type }: typeof one, reference: string) =>
  ask(`/v2/${repositoryName}/manifests/${reference}`, {
    method: 'PUT',
    body,
    headers: { 'content-type': type },
  });
const errors = z.object({ errors: z.array(z.object({ code: z.string(), message: z.string() })) });
const errorOf = async (answer: Response) => {
  const [first] = errors.parse(await answer.json()).errors;
  return { status: answer.status, ...first };
};

describe('a container engine', () => {
  it('is asked for a login, and signs in with that of the API', async () => {
    const without = await fetch(`${endpoint.url}/v2/`);
    expect(without.status).toBe(401);
    expect(without.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    const wrong = `Basic ${Buffer.from('AWS:wrong').toString('base64')}`;
    expect((await fetch(`${endpoint.url}/v2/`, { headers: { authorization: wrong } })).status).toBe(401);
    const signedIn = await ask('/v2/');
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers.get('docker-distribution-api-version')).toBe('registry/2.0');
  });

  it('has to sign in again after twelve hours', async () => {
    const headers = await endpoint.login();
    endpoint.advance(12 * 3_600_000);
    expect(await errorOf(await fetch(`${endpoint.url}/v2/`, { headers }))).toEqual({
      status: 403,
      code: 'DENIED',
      message: 'Your authorization token has expired. Reauthenticate and try again.',
    });
  });

  it('without a login reaches neither layers nor manifests', async () => {
    for (const [method, path] of [
      ['POST', 'blobs/uploads/'],
      ['PUT', 'manifests/a'],
      ['GET', 'tags/list'],
    ] as const) {
      const answer = await fetch(`${endpoint.url}/v2/${repositoryName}/${path}`, { method });
      expect(answer.status).toBe(401);
    }
    expect(seen).toEqual([]);
  });

  it('sends layers through to their server', async () => {
    const answer = await ask(`/v2/${repositoryName}/blobs/uploads/?mount=x`, {
      method: 'POST',
      body: 'layer',
    });
    expect([answer.status, await answer.text()]).toEqual([202, 'done']);
    expect(answer.headers.get('location')).toBe('/v2/spree-local/blobs/uploads/1?_state=x');
    expect(seen).toEqual([{ method: 'POST', url: '/v2/spree-local/blobs/uploads/?mount=x', body: 'layer' }]);
  });

  it('pushes a manifest by its tag, which ECR then has, and pulls it again', async () => {
    const pushed = await push(one, 'a');
    expect(pushed.status).toBe(201);
    expect(pushed.headers.get('docker-content-digest')).toBe(one.digest);
    expect((await endpoint.ecr.describeImages({ repositoryName })).imageDetails).toMatchObject([
      { imageDigest: one.digest, imageTags: ['a'] },
    ]);
    for (const reference of ['a', one.digest]) {
      const pulled = await ask(`/v2/${repositoryName}/manifests/${reference}`);
      expect(await pulled.text()).toBe(one.imageManifest);
      expect(pulled.headers.get('content-type')).toBe(one.imageManifestMediaType);
      const head = await ask(`/v2/${repositoryName}/manifests/${reference}`, { method: 'HEAD' });
      expect(head.headers.get('content-length')).toBe(String(one.imageManifest.length));
    }
    expect(await (await ask(`/v2/${repositoryName}/tags/list`)).json()).toEqual({
      name: repositoryName,
      tags: ['a'],
    });
  });

  it('is refused a tag of another image, but not the same push again', async () => {
    await push(one, 'a');
    expect((await push(one, 'a')).status).toBe(201);
    expect(await errorOf(await push(two, 'a'))).toEqual({
      status: 400,
      code: 'TAG_INVALID',
      message:
        "The image tag 'a' already exists in the 'spree-local' repository and cannot be overwritten because the tag is immutable.",
    });
  });

  it('is refused what is no manifest, and a digest that is not that of the content', async () => {
    expect(await errorOf(await push({ ...one, imageManifest: 'nothing' }, 'a'))).toMatchObject({
      status: 400,
      code: 'MANIFEST_INVALID',
    });
    expect(await errorOf(await push(one, two.digest))).toMatchObject({ code: 'DIGEST_INVALID' });
  });

  it('learns which repository or image is not there', async () => {
    expect(await errorOf(await ask('/v2/other/blobs/uploads/', { method: 'POST' }))).toEqual({
      status: 404,
      code: 'NAME_UNKNOWN',
      message: "The repository with name 'other' does not exist in the registry with id '000000000000'",
    });
    expect(await errorOf(await ask(`/v2/${repositoryName}/manifests/none`))).toMatchObject({
      status: 404,
      code: 'MANIFEST_UNKNOWN',
    });
    expect(seen).toEqual([]);
  });

  it('is told what to do where the registry has no server', async () => {
    await endpoint.close();
    const hint = 'Run local:up.';
    endpoint = await ecrEndpoint([repository], {
      start: () => Promise.reject(new Failure('REGISTRY_NOT_THERE', 'There is no image.', { hint })),
    });
    expect(await errorOf(await ask(`/v2/${repositoryName}/blobs/uploads/`, { method: 'POST' }))).toEqual({
      status: 400,
      code: 'UNAVAILABLE',
      message: 'There is no image. Run local:up.',
    });
  });

  it('deletes nothing past the API, and lists no repositories', async () => {
    await push(one, 'a');
    const remove = await ask(`/v2/${repositoryName}/manifests/${one.digest}`, { method: 'DELETE' });
    expect([remove.status, (await ask('/v2/_catalog')).status]).toEqual([405, 405]);
    expect((await endpoint.ecr.listImages({ repositoryName })).imageIds).toHaveLength(1);
  });
});

it('calls that are signed for another service are not taken for those of an engine', async () => {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=test/20261124/ap-southeast-1/apigateway/aws4_request, SignedHeaders=host, Signature=00';
  const answer = await fetch(`${endpoint.url}/v2/apis`, { headers: { authorization } });
  expect(answer.status).toBe(503);
});
