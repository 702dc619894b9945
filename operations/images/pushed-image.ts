import { z } from 'zod';
import { parseJson } from '../../json/parse-json.ts';
import type { Target } from '../target.ts';

/** An image that a repository has. */
export interface PushedImage {
  readonly digest: string;
  readonly manifest: string;
  readonly mediaType: string | undefined;
  /** By any of which an engine may know the same image: its manifest, those of its platforms, and its configuration. */
  readonly ids: ReadonlySet<string>;
  /** Digests of the images that it is an index of, without attestations; empty for an image of one platform. */
  readonly platforms: readonly string[];
}

/** Which image is asked for. */
export type ImageId = { readonly imageTag: string } | { readonly imageDigest: string };

/** What ECR can have of one image; it converts between none of them. */
const mediaTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
];

const contents = z.object({
  config: z.object({ digest: z.string() }).optional(),
  manifests: z
    .array(z.object({ digest: z.string(), annotations: z.record(z.string(), z.string()).optional() }))
    .optional(),
});

/**
 * The image of a repository that has this tag or digest; undefined where there is none.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
 */
export async function findPushedImage(
  target: Target,
  repositoryName: string,
  id: ImageId,
): Promise<PushedImage | undefined> {
  const ecr = await target.clients.ecr();
  const { images } = await ecr.batchGetImage({
    repositoryName,
    imageIds: [id],
    acceptedMediaTypes: mediaTypes,
  });
  const image = images?.[0];
  const digest = image?.imageId?.imageDigest;
  if (image?.imageManifest === undefined || digest === undefined) return undefined;
  const { imageManifest: manifest, imageManifestMediaType: mediaType } = image;
  const platforms = platformsIn(manifest);
  const configuration = contents.safeParse(parseJson(manifest)).data?.config?.digest;
  const ids = new Set([digest, ...platforms, ...(configuration === undefined ? [] : [configuration])]);
  return { digest, manifest, mediaType, ids, platforms };
}

/** @see https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function platformsIn(manifest: string): readonly string[] {
  const { data } = contents.safeParse(parseJson(manifest));
  return (data?.manifests ?? [])
    .filter(({ annotations }) => annotations?.['vnd.docker.reference.type'] === undefined)
    .map(({ digest }) => digest);
}
