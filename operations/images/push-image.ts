import { Failure } from '../../failure/failure.ts';
import { awsCommand } from '../aws-command.ts';
import type { Target } from '../target.ts';
import { findPushedImage } from './pushed-image.ts';
import type { PushingEngine } from './pushing-engine.ts';
import { registryLogin } from './registry-login.ts';
import { findRepository, storeRepositoryName } from './store-repository.ts';

/** An image to push, and the tag that it gets. */
export interface ImagePush {
  /** What the engine knows it by. */
  readonly image: string;
  readonly tag: string;
  readonly engine: PushingEngine;
  /** The store's own when absent. */
  readonly repository?: string;
  /** Told of each layer. */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** What the registry has after a push. */
export interface Pushed {
  /** With the tag. */
  readonly uri: string;
  /** Of the manifest. */
  readonly digest: string;
  /** False where the registry had the image by this tag already. */
  readonly isNew: boolean;
}

/**
 * Pushes an image of the engine to ECR, unless its tag is there with the same content. The login is for this push alone:
 * it is neither in an argument nor on disk, and the user's own logins stay as they are. Raises `NO_SUCH_IMAGE`,
 * `NO_REPOSITORY`, `TAG_TAKEN` where the tag names another image, and `ENGINE_PUSH_FAILED`.
 */
export async function pushImage(target: Target, push: ImagePush): Promise<Pushed> {
  const { image, tag, engine, signal } = push;
  const { name, uri: prefix } = await findRepository(target, push.repository ?? storeRepositoryName(target));
  const uri = `${prefix}:${tag}`;
  const held = await engine.inspectImage(image);
  if (held === undefined) throw noSuchImage(image);
  const before = await findPushedImage(target, name, { imageTag: tag });
  if (before?.ids.has(held.id) === true) return { uri, digest: before.digest, isNew: false };
  if (before !== undefined) throw tagTaken(tag, name, before.digest);
  signal?.throwIfAborted();
  await underName(engine, image, uri, async () => {
    await engine.pushImage(uri, await registryLogin(target), push.onLine, signal);
  });
  const after = await findPushedImage(target, name, { imageTag: tag });
  if (after === undefined) throw await notThere(target, uri, name);
  return { uri, digest: after.digest, isNew: true };
}

/** A push goes to where the image's name leads; that name is taken away again if it is new. */
async function underName(
  engine: PushingEngine,
  image: string,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  const isNamed = (await engine.inspectImage(name)) !== undefined;
  if (image !== name) await engine.tagImage(image, name);
  try {
    await work();
  } finally {
    if (!isNamed) await engine.removeImage(name);
  }
}

function noSuchImage(image: string): Failure {
  return new Failure('NO_SUCH_IMAGE', `The container engine has no image ${image}`, {
    hint: 'Build or pull it first.',
  });
}

/** A tag is for good: what runs by it must not turn into something else. */
export function tagTaken(
  tag: string,
  repository: string,
  digest: string | undefined,
  cause?: unknown,
): Failure {
  const other = digest === undefined ? 'another image' : `another image (${digest})`;
  return new Failure('TAG_TAKEN', `The tag ${tag} in the repository ${repository} names ${other}`, {
    hint: 'A tag names one image for good, and on AWS it is that of the commit: make another commit (an empty one will do: git commit --allow-empty), and push it.',
    cause,
  });
}

async function notThere({ clients }: Target, uri: string, repository: string): Promise<Failure> {
  const look = ['ecr', 'describe-images', '--repository-name', repository];
  return new Failure('PUSH_NOT_THERE', `${uri} was pushed, and ECR does not have it`, {
    hint: `Look at the repository: ${await awsCommand(await clients.ecr(), look)}`,
  });
}
