import { z } from 'zod';
import type { ImageDetails } from './engine.ts';
import { splitImageName } from './image-name.ts';

const inspectedImage = z.object({
  Id: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Size: z.number(),
  Created: z.string(),
  Architecture: z.string(),
  Os: z.string().optional(),
  Config: z
    .object({
      Labels: z.record(z.string(), z.string()).nullish(),
      StopSignal: z.string().nullish(),
      ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
      Volumes: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
});

/**
 * Reads Docker's `GET /images/{name}/json`. An image has a digest in each repository that it was pulled from: it is
 * that of the name's own repository, else the first. The digest of an image that came from no registry is its id.
 */
export function toImageDetails(answer: unknown, name: string): ImageDetails {
  const image = inspectedImage.parse(answer);
  return {
    id: image.Id,
    names: image.RepoTags ?? [],
    sizeBytes: image.Size,
    createdAt: new Date(image.Created),
    architecture: image.Architecture,
    ...(image.Os === undefined ? {} : { operatingSystem: image.Os }),
    labels: image.Config?.Labels ?? {},
    digest: digestIn(splitImageName(name).repository, image.RepoDigests ?? []) ?? image.Id,
    volumes: Object.keys(image.Config?.Volumes ?? {}),
    exposedPorts: Object.keys(image.Config?.ExposedPorts ?? {}).map(Number.parseFloat),
    stopSignal: image.Config?.StopSignal || undefined,
  };
}

function digestIn(repository: string, digests: readonly string[]): string | undefined {
  const own = digests.find((digest) => digest.startsWith(`${repository}@`)) ?? digests[0];
  return own?.split('@')[1];
}
