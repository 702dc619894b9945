import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import type { StoredImage } from './stored-image.ts';

const blob = z.object({ digest: z.string(), size: z.number(), mediaType: z.string().optional() });
const schema = z.object({
  mediaType: z.string().optional(),
  config: blob.optional(),
  layers: z.array(blob).optional(),
  manifests: z.array(blob).optional(),
});

/** What a manifest says of an image. */
export interface ManifestContent {
  readonly mediaType: string | undefined;
  readonly artifactMediaType: string | undefined;
  readonly layerMediaTypes: readonly string[];
  /** Compressed, in bytes; those of an index are with the images that it names. */
  readonly layersBytes: number;
  /** Digests of the images that an index names. */
  readonly platforms: readonly string[];
}

/** What a manifest says; undefined for what is none. */
export function readManifest(text: string): ManifestContent | undefined {
  const { data } = schema.safeParse(parseJson(text));
  if (data === undefined || (data.config === undefined && data.manifests === undefined)) return undefined;
  return {
    mediaType: data.mediaType,
    artifactMediaType: data.config?.mediaType,
    layerMediaTypes: (data.layers ?? []).map((layer) => layer.mediaType ?? ''),
    layersBytes: (data.layers ?? []).reduce((sum, { size }) => sum + size, 0),
    platforms: (data.manifests ?? []).map(({ digest }) => digest),
  };
}

/** The digest by which a manifest is known. */
export function digestOf(manifest: string): string {
  return `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
}

/**
 * The size that ECR gives for an image: its layers; for an index, the largest of the images that it names.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html
 */
export function imageSizeBytes(image: StoredImage, all: readonly StoredImage[]): number {
  const content = readManifest(image.manifest);
  if (content === undefined) return 0;
  const platforms = all.filter(({ digest }) => content.platforms.includes(digest));
  return Math.max(
    content.layersBytes,
    ...platforms.map(({ manifest }) => readManifest(manifest)?.layersBytes ?? 0),
  );
}

/** Digests of the images that an index of the repository names: they cannot go before it does. */
export function namedByIndexes(images: readonly StoredImage[]): ReadonlySet<string> {
  return new Set(images.flatMap(({ manifest }) => readManifest(manifest)?.platforms ?? []));
}
