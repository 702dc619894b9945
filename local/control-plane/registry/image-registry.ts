import type { Repository } from '../../../definition/model/ecr.ts';
import type { BlobServer, TakenManifest } from './blob-server.ts';
import { expiredImages } from './lifecycle/expired-images.ts';
import { lifecycleRules } from './lifecycle/lifecycle-policy.ts';
import {
  checkPush,
  imagesOf,
  type PushCheck,
  type PushedManifest,
  type RegistryRecord,
  withoutImages,
  withoutImageTag,
  withPush,
  withRepository,
} from './registry-record.ts';
import type { RegistryTokens } from './registry-tokens.ts';
import { type ImageScans, isScannable } from './scan/image-scans.ts';
import type { StoredImage } from './stored-image.ts';

/** The images that were pushed to the repositories of the definition, and who may push. */
export interface ImageRegistry {
  /** What images are pushed to, such as `127.0.0.1:4566`. */
  readonly host: string;
  readonly tokens: RegistryTokens;
  readonly scans: ImageScans;
  /** When the repository was first seen, and its images. */
  read(repository: string): Promise<{ readonly createdAt: number; readonly images: readonly StoredImage[] }>;
  /** Takes a manifest whose layers are there. */
  put(repository: Repository, pushed: PushedManifest): Promise<PutOutcome>;
  /** Deletes images by digest, or tags, with which an image goes that has no other. */
  remove(repository: string, what: { readonly digest: string } | { readonly tag: string }): Promise<void>;
  /** The socket of the server that has the layers, which is started if need be. */
  blobs(): Promise<string>;
}

export type PutOutcome =
  | { readonly kind: 'stored' | 'isThere' }
  | Extract<PushCheck, { readonly kind: 'tagTaken' }>
  | ({ readonly kind: 'refused' } & Omit<Extract<TakenManifest, { readonly isTaken: false }>, 'isTaken'>);

export interface RegistryOptions {
  readonly host: string;
  readonly tokens: RegistryTokens;
  readonly scans: ImageScans;
  readonly server: BlobServer;
  /** The record on disk, which is read once, when it is first needed. */
  readonly record: {
    readonly load: () => Promise<RegistryRecord>;
    readonly save: (record: RegistryRecord) => Promise<void>;
  };
  /** The repositories of the definition that is released. */
  readonly repositories: () => readonly Repository[];
  readonly now: () => number;
}

/** What the process around it asks for. */
export interface OpenRegistry extends ImageRegistry {
  /** Lets images expire by the rules of their repositories. */
  expire(): Promise<void>;
  /** Deletes the layers of images that are gone, and stops the server: call it when nobody has pushed for a while. */
  tidyUp(): Promise<void>;
}

/** Opens the registry: changes come one after the other, and are on disk before they are answered. */
export function openImageRegistry(options: RegistryOptions): OpenRegistry {
  const { server, now, host, tokens, scans } = options;
  let known: Promise<RegistryRecord> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let isTouched = false;
  const load = () => {
    known ??= options.record.load();
    // One that cannot be read now is read again.
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const change = async (next: (record: RegistryRecord) => RegistryRecord): Promise<RegistryRecord> => {
    const before = await load();
    const after = next(before);
    if (after === before) return before;
    await options.record.save(after);
    known = Promise.resolve(after);
    return after;
  };
  /** A further tag makes no further scan. */
  const scanFirst = async (image: StoredImage) => {
    if (isScannable(image) && (await scans.find(image.digest)) === undefined) await scans.start(image);
  };
  const expire = () =>
    change((record) =>
      options
        .repositories()
        .reduce(
          (left, { name, lifecyclePolicy: policy = '' }) =>
            withoutImages(
              left,
              name,
              expiredImages(imagesOf(left, name), lifecycleRules(policy), now()),
              now(),
            ),
          record,
        ),
    );
  return {
    host,
    tokens,
    scans,
    read: (name) =>
      inTurn(async () => {
        const record = await change((before) => withRepository(before, name, now()));
        return record.repositories[name] ?? { createdAt: now(), images: [] };
      }),
    put: (repository, pushed) =>
      inTurn(async () => {
        const record = await load();
        const check = checkPush(record, repository, pushed);
        if (check.kind !== 'new') return check;
        if (!imagesOf(record, repository.name).some(({ digest }) => digest === pushed.digest)) {
          const taken = await server.putManifest({ ...named(repository, pushed), text: pushed.manifest });
          if (!taken.isTaken) return { kind: 'refused', code: taken.code, message: taken.message };
        }
        const after = await change((before) => withPush(before, repository.name, pushed, now()));
        const image = imagesOf(after, repository.name).find(({ digest }) => digest === pushed.digest);
        if (image !== undefined && repository.scanOnPush === true) await scanFirst(image);
        // Platforms of an index come before it, without a tag.
        if (pushed.tag !== undefined) await expire();
        return { kind: 'stored' };
      }),
    remove: (name, what) =>
      inTurn(async () => {
        await change((record) =>
          'tag' in what
            ? withoutImageTag(record, name, what.tag, now())
            : withoutImages(record, name, new Set([what.digest]), now()),
        );
      }),
    // What is written waits for what is being deleted.
    blobs: () =>
      inTurn(() => {
        isTouched = true;
        return server.start();
      }),
    expire: () => inTurn(async () => void (await expire())),
    tidyUp: () =>
      inTurn(async () => {
        const { removed } = await load();
        // A push that was refused or cut short has left layers too.
        if (removed.length > 0 || isTouched) {
          await server.start();
          for (const image of removed) await server.deleteManifest(image);
          await server.collectGarbage();
          isTouched = false;
          await change((record) => ({ ...record, removed: [] }));
        }
        await scans.keepOnly(digestsIn(await load()));
        await server.stop();
      }),
  };
}

function digestsIn({ repositories }: RegistryRecord): ReadonlySet<string> {
  return new Set(Object.values(repositories).flatMap(({ images }) => images.map(({ digest }) => digest)));
}

function named({ name }: Repository, { digest, mediaType }: PushedManifest) {
  return { repository: name, digest, mediaType };
}
