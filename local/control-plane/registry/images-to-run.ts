import { z } from 'zod';
import type { Repository } from '../../../definition/model/ecr.ts';
import { parseJson } from '../../../json/parse-json.ts';
import type { Engine, ImageDetails } from '../../docker/engine.ts';
import { splitImageName } from '../../docker/image-name.ts';
import type { ImageRegistry } from './image-registry.ts';
import type { StoredImage } from './stored-image.ts';

export interface ImagesToRunOptions {
  readonly engine: Pick<Engine, 'inspectImage' | 'pullImage' | 'removeImage' | 'tagImage'>;
  readonly registry: Pick<ImageRegistry, 'host' | 'read' | 'tokens'>;
  readonly repositories: () => readonly Repository[];
  readonly log: { warn(message: string, fields: Readonly<Record<string, unknown>>): void };
}

/**
 * The images of the engine, and those that were pushed: what the engine does not have is pulled from the registry, and
 * gets the name that the template has for it. It is looked for by that name, or by the id that a deployment runs.
 */
export function imagesToRun(options: ImagesToRunOptions): Pick<Engine, 'inspectImage'> {
  const { engine, log } = options;
  const pulls = new Map<string, Promise<ImageDetails | undefined>>();
  return {
    inspectImage: async (reference) => {
      const present = await engine.inspectImage(reference);
      if (present !== undefined) return present;
      // Tasks that start side by side wait for one pull.
      const pull =
        pulls.get(reference) ?? pullPushed(options, reference).finally(() => pulls.delete(reference));
      pulls.set(reference, pull);
      return await pull.catch((error: unknown) => {
        log.warn('an image could not be pulled from the registry', { image: reference, error });
        return undefined;
      });
    },
  };
}

async function pullPushed(options: ImagesToRunOptions, reference: string): Promise<ImageDetails | undefined> {
  const { engine, registry } = options;
  const pushed = await findPushed(options, reference);
  if (pushed === undefined) return undefined;
  const { name, image, repository } = pushed;
  const exact = `${registry.host}/${repository.name}@${image.digest}`;
  const login = { username: 'AWS', password: registry.tokens.issue().password };
  await engine.pullImage(exact, undefined, undefined, login);
  // It is known by the template's name alone, so that it goes when nothing needs it.
  await engine.tagImage(exact, name);
  await engine.removeImage(exact);
  return await engine.inspectImage(reference);
}

interface PushedImage {
  /** In the template's words. */
  readonly name: string;
  readonly image: StoredImage;
  readonly repository: Repository;
}

async function findPushed(
  { registry, repositories }: ImagesToRunOptions,
  reference: string,
): Promise<PushedImage | undefined> {
  const isId = reference.startsWith('sha256:');
  const named = splitImageName(reference);
  for (const repository of repositories()) {
    if (!isId && repository.uri !== named.repository) continue;
    const { images } = await registry.read(repository.name);
    const image = images.find((each) => (isId ? hasId(each, reference) : each.tags.includes(named.tag)));
    const tag = isId ? image?.tags[0] : named.tag;
    if (image !== undefined && tag !== undefined)
      return { name: `${repository.uri}:${tag}`, image, repository };
  }
  return undefined;
}

const configuration = z.object({ config: z.object({ digest: z.string() }) });

/** Engines know an image by the digest of its manifest, or of its configuration. */
function hasId({ digest, manifest }: StoredImage, id: string): boolean {
  return digest === id || configuration.safeParse(parseJson(manifest)).data?.config.digest === id;
}
