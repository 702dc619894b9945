import { z } from 'zod';
import { readManifest } from '../manifest.ts';
import type { StoredImage } from '../stored-image.ts';
import { type FinishedScan, finishedScan, type ImageScan, type Scanner } from './image-scan.ts';

/** The scans of the images of the registry, by the digest of each. */
export interface ImageScans {
  /** Undefined where none was asked for. */
  find(digest: string): Promise<ImageScan | undefined>;
  /** Begins a scan, unless one is under way; it goes on after this has ended. */
  start(image: StoredImage): Promise<void>;
  /** Forgets the scans of images that are gone. */
  keepOnly(digests: ReadonlySet<string>): Promise<void>;
}

export interface ScansOptions {
  readonly scanner: Scanner;
  readonly record: {
    readonly load: () => Promise<KeptScans>;
    readonly save: (scans: KeptScans) => Promise<void>;
  };
  /** Told of a result that could not be kept; it is known until the process ends. */
  readonly onFault: (error: unknown) => void;
}

/** The scans that are over, as they are on disk. */
export const keptScans = z.record(z.string(), finishedScan);

export type KeptScans = z.output<typeof keptScans>;

/** Keeps the results of scans, and what is under way in memory: a scan that a restart cut short was not made. */
export function openImageScans({ scanner, record, onFault }: ScansOptions): ImageScans {
  const running = new Set<string>();
  let known: Promise<KeptScans> | undefined;
  const load = () => {
    known ??= record.load();
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
  let last: Promise<unknown> = Promise.resolve();
  const change = (next: (scans: KeptScans) => KeptScans): Promise<void> => {
    const mine = last.then(async () => {
      const after = next(await load());
      known = Promise.resolve(after);
      await record.save(after).catch(onFault);
    });
    last = mine.catch(() => undefined);
    return mine;
  };
  const scan = async (image: StoredImage) => {
    const result = await scanner(image);
    await change((scans) => ({ ...scans, [image.digest]: result }));
    running.delete(image.digest);
  };
  return {
    find: async (digest) => (running.has(digest) ? { status: 'IN_PROGRESS' } : (await load())[digest]),
    start: async (image) => {
      if (running.has(image.digest)) return;
      running.add(image.digest);
      void scan(image).catch((error: unknown) => {
        running.delete(image.digest);
        onFault(error);
      });
    },
    keepOnly: async (digests) => {
      const entries = Object.entries(await load());
      const kept = entries.filter(([digest]) => digests.has(digest));
      if (kept.length < entries.length) await change(() => Object.fromEntries(kept));
    },
  };
}

const imageConfiguration = /^application\/vnd\.(?:oci\.image\.config|docker\.container\.image)\.v1\+json$/;

/** Whether a manifest is of an image that has something to scan: not an index, whose platforms are scanned, nor an attestation. */
export function isScannable({ manifest }: Pick<StoredImage, 'manifest'>): boolean {
  const content = readManifest(manifest);
  if (content === undefined || content.platforms.length > 0) return false;
  const isAttestation = content.layerMediaTypes.some((type) => type.includes('in-toto'));
  return !isAttestation && imageConfiguration.test(content.artifactMediaType ?? '');
}

/** How many findings each severity has. */
export function severityCounts({ findings }: Extract<FinishedScan, { readonly status: 'COMPLETE' }>) {
  const groups = Map.groupBy(findings, ({ severity }) => severity);
  return Object.fromEntries([...groups].map(([severity, { length }]) => [severity, length]));
}
