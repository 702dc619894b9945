import type Dockerode from 'dockerode';
import { z } from 'zod';
import type { DiskUsage, Engine } from './engine.ts';
import { engineFailure } from './engine-failures.ts';

const labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((given) => given ?? {});
const names = z
  .array(z.string())
  .nullish()
  .transform((given) => (given ?? []).filter((name) => !name.startsWith('<none>')));

const image = z.object({
  Id: z.string(),
  RepoTags: names,
  RepoDigests: names,
  Created: z.number(),
  Size: z.number(),
  SharedSize: z.number().default(-1),
  Labels: labels,
});
const volume = z.object({
  Name: z.string(),
  Labels: labels,
  UsageData: z.object({ Size: z.number(), RefCount: z.number() }).nullish(),
});
const container = z.object({ Image: z.string(), ImageID: z.string() });

const itemsOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ Items: z.array(item).nullish() }).nullish();

/** Up to version 1.51 of the API the lists are at the top, later in an object for each kind, where they are asked for. */
const answer = z.object({
  LayersSize: z.number().optional(),
  Images: z.array(image).nullish(),
  Volumes: z.array(volume).nullish(),
  Containers: z.array(container).nullish(),
  ImageUsage: z.object({ TotalSize: z.number().default(0), Items: z.array(image).nullish() }).nullish(),
  VolumeUsage: itemsOf(volume),
  ContainerUsage: itemsOf(container),
});

/** The engine's call for what takes up its disk. */
export function diskUsageCall(docker: Dockerode): Pick<Engine, 'diskUsage'> {
  return { diskUsage: async (signal) => toDiskUsage(await askFor(docker, signal)) };
}

/** The library's own call cannot ask for the lists. */
function askFor(docker: Dockerode, abortSignal: AbortSignal | undefined): Promise<unknown> {
  const options = {
    path: '/system/df?',
    method: 'GET',
    options: { verbose: true },
    statusCodes: { 200: true },
    ...(abortSignal === undefined ? {} : { abortSignal }),
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(options, (error: unknown, data: unknown) => {
      if (error) reject(engineFailure('say what takes up its disk', error));
      else resolve(data);
    });
  });
}

/** Reads Docker's `GET /system/df`. What it has not measured is -1 there, and undefined here. */
export function toDiskUsage(given: unknown): DiskUsage {
  const { LayersSize, Images, Volumes, Containers, ...later } = answer.parse(given);
  const images = Images ?? later.ImageUsage?.Items ?? [];
  const volumes = Volumes ?? later.VolumeUsage?.Items ?? [];
  const containers = Containers ?? later.ContainerUsage?.Items ?? [];
  return {
    imagesBytes: LayersSize ?? later.ImageUsage?.TotalSize ?? 0,
    images: images.map((each) => ({
      id: each.Id,
      names: each.RepoTags,
      digests: each.RepoDigests,
      sizeBytes: each.Size,
      ownBytes: each.SharedSize < 0 ? each.Size : each.Size - each.SharedSize,
      createdAt: new Date(each.Created * 1000),
      labels: each.Labels,
    })),
    volumes: volumes.map(({ Name, Labels, UsageData }) => ({
      name: Name,
      labels: Labels,
      ...(UsageData && UsageData.Size >= 0 ? { sizeBytes: UsageData.Size } : {}),
    })),
    imagesOfContainers: [...new Set(containers.flatMap(({ Image, ImageID }) => [Image, ImageID]))],
  };
}
