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
  manifests: z.array(z.object({ digest: z.string() })).optional(),
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
  return { digest, manifest, mediaType, ids: new Set([digest, ...idsIn(manifest)]) };
}

function idsIn(manifest: string): readonly string[] {
  const { data } = contents.safeParse(parseJson(manifest));
  const platforms = data?.manifests?.map(({ digest }) => digest) ?? [];
  return data?.config === undefined ? platforms : [data.config.digest, ...platforms];
}
