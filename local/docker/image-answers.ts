import { z } from 'zod';
import type { ImageDetails } from './engine.ts';

const inspectedImage = z.object({
  Id: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Size: z.number(),
  Created: z.string(),
  Architecture: z.string(),
  Config: z
    .object({
      Labels: z.record(z.string(), z.string()).nullish(),
      StopSignal: z.string().nullish(),
      Volumes: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
});

/** Reads Docker's `GET /images/{name}/json`; the digest of an image that came from no registry is its id. */
export function toImageDetails(answer: unknown): ImageDetails {
  const image = inspectedImage.parse(answer);
  return {
    id: image.Id,
    names: image.RepoTags ?? [],
    sizeBytes: image.Size,
    createdAt: new Date(image.Created),
    architecture: image.Architecture,
    labels: image.Config?.Labels ?? {},
    digest: image.RepoDigests?.[0]?.split('@')[1] ?? image.Id,
    volumes: Object.keys(image.Config?.Volumes ?? {}),
    stopSignal: image.Config?.StopSignal || undefined,
  };
}
