import type { IncomingMessage } from 'node:http';
import type { Repository } from '../../../../definition/model/ecr.ts';
import { Failure } from '../../../../failure/failure.ts';
import { digestOf, readManifest } from '../../registry/manifest.ts';
import type { StoredImage } from '../../registry/stored-image.ts';
import type { Answer } from '../answer.ts';
import type { ControlPlane, Surroundings } from '../control-plane.ts';
import { readBody } from '../gateway/bounded-body.ts';
import { loginRefusal } from './authorization.ts';
import { registryError, registryHeaders } from './registry-error.ts';
import { registryPath } from './registry-path.ts';
import { tagTakenMessage } from './tag-taken.ts';

/** As ECR's own limit. */
const manifestLimitBytes = 4 * 1024 * 1024;

/**
 * The registry as container engines speak to it: it asks for a login, takes manifests as ECR does, and passes layers on.
 * `passOn` is given the socket of the server that has them; undefined once that has answered.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
 */
export async function answerRegistry(
  { surroundings: { images }, workload }: Pick<ControlPlane, 'surroundings' | 'workload'>,
  request: IncomingMessage,
  passOn: (socketPath: string) => Promise<void>,
): Promise<Answer | undefined> {
  const refusal = loginRefusal(request.headers.authorization, images);
  if (refusal !== undefined) return refusal;
  const path = registryPath(request.url ?? '/');
  if (path.kind === 'base') return { status: 200, headers: json, body: '{}' };
  if (path.kind === 'other') return unsupported();
  const repository = workload()?.workload.repositories.find(({ name }) => name === path.repository);
  if (repository === undefined) return nameUnknown(path.repository, workload()?.workload.accountId);
  if (path.kind === 'blob') {
    const socketPath = await images.blobs().catch(notThere);
    if (typeof socketPath !== 'string') return socketPath;
    await passOn(socketPath);
    return undefined;
  }
  if (path.kind === 'manifest' && request.method === 'PUT') {
    return await takeManifest(images, request, repository, path.reference);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return unsupported();
  const { images: all } = await images.read(repository.name);
  if (path.kind === 'tags') return tagList(repository, all);
  const { reference } = path;
  const image = all.find(({ digest, tags }) => digest === reference || tags.includes(reference));
  return image === undefined ? manifestUnknown(reference) : manifest(image);
}

/** With a status of a client's mistake, as engines show no text of a server's. */
function notThere(error: unknown): Answer {
  if (!(error instanceof Failure && error.code === 'REGISTRY_NOT_THERE')) throw error;
  return registryError(400, 'UNAVAILABLE', `${error.message} ${error.hint ?? ''}`);
}

const json = { ...registryHeaders, 'content-type': 'application/json' };

async function takeManifest(
  images: Surroundings['images'],
  request: IncomingMessage,
  repository: Repository,
  reference: string,
): Promise<Answer> {
  const text = await readBody(request, manifestLimitBytes);
  const digest = digestOf(text);
  const isDigest = reference.startsWith('sha256:');
  const content = readManifest(text);
  if (content === undefined) return registryError(400, 'MANIFEST_INVALID', 'manifest invalid');
  if (isDigest && reference !== digest) {
    return registryError(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content');
  }
  const mediaType = request.headers['content-type'] ?? content.mediaType ?? '';
  const tag = isDigest ? undefined : reference;
  const outcome = await images.put(repository, { digest, manifest: text, mediaType, tag });
  switch (outcome.kind) {
    case 'tagTaken':
      return registryError(400, 'TAG_INVALID', tagTakenMessage(repository.name, reference));
    case 'refused':
      return registryError(400, outcome.code, outcome.message);
    case 'stored':
    case 'isThere': {
      const location = `/v2/${repository.name}/manifests/${digest}`;
      return { status: 201, headers: { ...registryHeaders, location, ...digestHeader(digest) }, body: '' };
    }
  }
}

const digestHeader = (digest: string) => ({ 'docker-content-digest': digest });

function manifest(image: StoredImage): Answer {
  const headers = { ...registryHeaders, 'content-type': image.mediaType, ...digestHeader(image.digest) };
  return { status: 200, headers, body: image.manifest };
}

function tagList({ name }: Repository, images: readonly StoredImage[]): Answer {
  const tags = images.flatMap((image) => image.tags).toSorted();
  return { status: 200, headers: json, body: JSON.stringify({ name, tags }) };
}

function nameUnknown(name: string, accountId = ''): Answer {
  const message = `The repository with name '${name}' does not exist in the registry with id '${accountId}'`;
  return registryError(404, 'NAME_UNKNOWN', message);
}

function manifestUnknown(reference: string): Answer {
  return registryError(404, 'MANIFEST_UNKNOWN', `Requested image not found: ${reference}`);
}

function unsupported(): Answer {
  return registryError(405, 'UNSUPPORTED', 'The operation is unsupported.');
}
