import { createHash } from 'node:crypto';
import { awsClients } from '../../../aws/clients.ts';
import { answering } from '../../../aws/testing/answering.ts';
import type { Target } from '../../target.ts';
import type { PullingEngine, PushingEngine } from '../pushing-engine.ts';

/** A repository of ECR in memory, and an engine that pushes to it and pulls from it. */
export interface FakeRegistry {
  readonly target: Target;
  readonly engine: PushingEngine & PullingEngine;
  /** The engine's images by name: their ids. */
  readonly images: Map<string, string>;
  /** Digests by tag. */
  readonly tags: Map<string, string>;
  /** What was pushed: name and password. */
  readonly pushes: string[];
  /** What was pulled: name and password. */
  readonly pulls: string[];
  /** What the engine's next push or pull raises. */
  fail(error: Error): void;
  digestOf(id: string): string;
}

export const uri = '000000000000.dkr.ecr.eu-west-1.amazonaws.com/spree-local';

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

/** With one image, `store:1`, that the engine has. */
export async function fakeRegistry(): Promise<FakeRegistry> {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:9', region: 'eu-west-1' });
  const images = new Map([['store:1', 'sha256:one']]);
  const tags = new Map<string, string>();
  const manifests = new Map<string, string>();
  const contentOf = new Map<string, string>();
  const pushes: string[] = [];
  const pulls: string[] = [];
  let failure: Error | undefined;
  const manifestOf = (id: string) => JSON.stringify({ config: { digest: id }, layers: [] });
  const digestOf = (id: string) => `sha256:${createHash('sha256').update(manifestOf(id)).digest('hex')}`;
  answering(await clients.ecr(), {
    DescribeRepositories: (input) => {
      const [repositoryName] = list(input, 'repositoryNames');
      if (repositoryName !== 'spree-local') throw named('RepositoryNotFoundException');
      return { $metadata: {}, repositories: [{ repositoryName, repositoryUri: uri }] };
    },
    GetAuthorizationToken: () => ({
      $metadata: {},
      authorizationData: [{ authorizationToken: Buffer.from('AWS:a:b').toString('base64') }],
    }),
    BatchGetImage: (input) => {
      const [id = {}] = list(input, 'imageIds');
      const imageDigest = text(id, 'imageDigest') ?? tags.get(text(id, 'imageTag') ?? '');
      const imageManifest = manifests.get(imageDigest ?? '');
      const found = imageManifest === undefined ? [] : [{ imageId: { imageDigest }, imageManifest }];
      return { $metadata: {}, images: found };
    },
    PutImage: (input) => {
      const tag = text(input, 'imageTag') ?? '';
      if (tags.has(tag)) throw named('ImageTagAlreadyExistsException');
      tags.set(tag, text(input, 'imageDigest') ?? '');
      return { $metadata: {} };
    },
  });
  return {
    target: { environment: 'local', clients },
    images,
    tags,
    ...{ pushes, pulls },
    digestOf,
    fail: (error) => {
      failure = error;
    },
    engine: {
      inspectImage: async (name) => {
        const id = images.get(name);
        return id === undefined ? undefined : { id };
      },
      tagImage: async (name, newName) => void images.set(newName, images.get(name) ?? ''),
      removeImage: async (name) => void images.delete(name),
      pullImage: async (name, onLine, _, login) => {
        if (failure !== undefined) throw failure;
        onLine?.('layer: Pulled');
        pulls.push(`${name} as ${login?.username}:${login?.password.reveal()}`);
        const digest = tags.get(name.split(':').at(-1) ?? '');
        images.set(name, contentOf.get(digest ?? '') ?? '');
      },
      pushImage: async (name, { username, password }, onLine) => {
        if (failure !== undefined) throw failure;
        const id = images.get(name) ?? '';
        onLine?.('layer: Pushed');
        pushes.push(`${name} as ${username}:${password.reveal()}`);
        manifests.set(digestOf(id), manifestOf(id));
        contentOf.set(digestOf(id), id);
        tags.set(name.split(':').at(-1) ?? '', digestOf(id));
      },
    },
  };
}

function list(input: object, key: string): readonly (object | string)[] {
  const value: unknown = Reflect.get(input, key);
  return Array.isArray(value) ? value : [];
}

function text(input: object | string, key: string): string | undefined {
  const value: unknown = typeof input === 'string' ? undefined : Reflect.get(input, key);
  return typeof value === 'string' ? value : undefined;
}
