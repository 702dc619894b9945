import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readAssemblyJson, unreadableAssembly } from './assembly-file.ts';
import { type CommandSource, type FolderSource, imageAssetSource } from './image-asset-source.ts';

/** An image that the CDK app makes of a folder, or by a command of its own. */
export interface ImageAsset {
  /** What CDK shows for it: the path of its construct, or its hash. */
  readonly name: string;
  readonly source: FolderSource | CommandSource;
  /** The names `repository:tag` that `cdk deploy` pushes it under; `${AWS::...}` stands in them as it is written. */
  readonly destinations: readonly string[];
}

const destination = z.object({ repositoryName: z.string(), imageTag: z.string() });

const dockerImage = z.object({
  displayName: z.string().optional(),
  source: imageAssetSource,
  destinations: z.record(z.string(), destination),
});

const assetManifest = z.object({ dockerImages: z.record(z.string(), dockerImage).default({}) });

const manifest = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        properties: z
          .object({ file: z.string().optional(), directoryName: z.string().optional() })
          .default({}),
      }),
    )
    .default({}),
});

/**
 * Reads the image assets of a cloud assembly folder, those of its stages included. Fails with `ASSEMBLY_UNREADABLE`.
 * @see https://docs.aws.amazon.com/cdk/v2/guide/assets.html
 */
export async function readImageAssets(folder: string): Promise<readonly ImageAsset[]> {
  const { artifacts } = await readAs(join(folder, 'manifest.json'), manifest);
  const found = Object.values(artifacts).map(async ({ type, properties }) => {
    if (type === 'cdk:cloud-assembly' && properties.directoryName !== undefined) {
      return await readImageAssets(join(folder, properties.directoryName));
    }
    if (type !== 'cdk:asset-manifest' || properties.file === undefined) return [];
    return await readManifest(folder, properties.file);
  });
  return (await Promise.all(found)).flat();
}

async function readManifest(folder: string, file: string): Promise<readonly ImageAsset[]> {
  const { dockerImages } = await readAs(join(folder, file), assetManifest);
  return Object.entries(dockerImages).map(([id, { displayName, source, destinations }]) => ({
    name: displayName ?? id,
    source: placed(source, folder),
    destinations: Object.values(destinations).map((each) => `${each.repositoryName}:${each.imageTag}`),
  }));
}

/** Paths are relative to the assembly's folder, where commands run too. */
function placed(source: z.output<typeof imageAssetSource>, folder: string): ImageAsset['source'] {
  if (source.kind === 'command') return { ...source, directory: folder };
  return { ...source, directory: resolve(folder, source.directory) };
}

async function readAs<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await readAssemblyJson(path));
  if (!parsed.success) throw unreadableAssembly(path, z.prettifyError(parsed.error), parsed.error);
  return parsed.data;
}
