import type { DiskUsage, ImageUsage } from '../../docker/engine.ts';
import { splitImageName } from '../../docker/image-name.ts';
import { imageLabel, storeStage } from '../../images/image-definition.ts';
import { isOwnName, keptImages, secondNames, staleImages, unusedImages } from '../../images/stale-images.ts';
import { type FoundEnvironment, ownImages } from '../inventory/inventory.ts';
import type { PrunableImage, PruneRequest } from './prune-plan.ts';

/** What changes with every edit of an application; of every other image the newest is what the next start would use. */
const changingPurposes: readonly (string | undefined)[] = ['store', 'asset'];

/**
 * The images that were built here and that neither a container of the engine nor one of these environments needs. Of those of
 * the application the newest three stay, and of each server's the newest, unless all are asked for. What stays keeps its
 * second names as long as an environment has data: a rollback finds it by them. Where it is not known what an environment
 * starts with, no image goes that has a name.
 */
export function planImages(
  usage: DiskUsage,
  environments: readonly FoundEnvironment[],
  { all }: Pick<PruneRequest, 'all'>,
): readonly PrunableImage[] {
  const { images } = usage;
  const needed = neededImages(usage, environments);
  const own = ownImages(usage);
  const withNames = own.filter(({ names }) => names.length > 0);
  const known = environments.some(mayNeedAny) ? [] : withNames;
  const stale = [...Map.groupBy(known, ({ labels }) => labels[imageLabel])].flatMap(([purpose, group]) =>
    staleImages(group, needed, all ? 0 : keptOf(purpose)),
  );
  const gone = [...stale, ...namelessImages(own, needed, all ? 0 : keptImages)];
  const byAge = gone.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const rest = hasData(environments) ? [] : images.filter((image) => !gone.includes(image));
  return [...byAge.map(whole), ...unusedImages(rest, needed).flatMap(namesOnly)];
}

/** Those of these images that environments to be removed start with, and that nothing else needs. */
export function neededAlone(
  usage: DiskUsage,
  { removed, kept }: Record<'removed' | 'kept', readonly FoundEnvironment[]>,
  request: Pick<PruneRequest, 'all'>,
): readonly PrunableImage[] {
  const theirs = neededImages(usage, removed);
  return planImages(usage, kept, request).filter(({ id, names }) =>
    [id, ...names].some((key) => theirs.has(key)),
  );
}

/** Ids and names of images of containers, and of what environments have to start with again. */
function neededImages(
  { images, imagesOfContainers }: DiskUsage,
  environments: readonly FoundEnvironment[],
): ReadonlySet<string> {
  const records = environments.flatMap(({ record }) => record ?? []);
  const tags = new Set(records.flatMap(({ releasedTag }) => releasedTag ?? []));
  const released = images.flatMap(({ names }) => names).filter((name) => tags.has(splitImageName(name).tag));
  return new Set([
    ...imagesOfContainers,
    ...records.flatMap(({ serverImages, releasedImages }) => [...serverImages, ...releasedImages]),
    ...released,
  ]);
}

/** Whether it has data, and no state here, or none that can be read, says which images it was started with. */
export function mayNeedAny({ record, containers, volumes }: FoundEnvironment): boolean {
  return volumes.length > 0 && containers.length === 0 && (record?.serverImages ?? []).length === 0;
}

function keptOf(purpose: string | undefined): number {
  return changingPurposes.includes(purpose) ? keptImages : 1;
}

function hasData(environments: readonly FoundEnvironment[]): boolean {
  return environments.some(({ containers, volumes }) => containers.length + volumes.length > 0);
}

/**
 * What builds left behind, or a later image took its name; a name that it has in another registry is somebody's. Of stages as
 * many stay as of all others: the newest is what the next build goes on from.
 */
function namelessImages(own: readonly ImageUsage[], needed: ReadonlySet<string>, kept: number) {
  const nameless = own.filter(
    ({ names, digests }) =>
      names.length === 0 && digests.every((digest) => isOwnName(digest.split('@')[0] ?? '')),
  );
  const groups = Map.groupBy(nameless, ({ labels }) => labels[imageLabel] === storeStage);
  return [...groups.values()].flatMap((group) => unusedImages(group, needed).slice(kept));
}

function whole({ id, names, labels, ownBytes }: ImageUsage): PrunableImage {
  return { kind: 'image', id, names, purpose: labels[imageLabel] ?? '', bytes: ownBytes };
}

function namesOnly(image: ImageUsage): readonly PrunableImage[] {
  const { id, labels } = image;
  const names = secondNames(image);
  return names.length === 0
    ? []
    : [{ kind: 'image-names', id, names, purpose: labels[imageLabel] ?? 'store', bytes: 0 }];
}
