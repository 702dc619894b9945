import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage } from '../../../failure/error-message.ts';
import type { DiskUsage, Engine } from '../../docker/engine.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import { ifFree, type LockHolder } from '../../environment/lock.ts';
import type { EnvironmentRecord } from '../inventory/environment-records.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type {
  Prunable,
  PrunableContext,
  PrunableImage,
  PrunableOfEnvironment,
  PrunePlan,
} from './prune-plan.ts';

export type PruneEngine = Pick<
  Engine,
  'listContainers' | 'diskUsage' | 'removeImage' | 'removeVolume' | 'removeNetwork'
>;

/** What became of a plan. */
export interface Pruned {
  readonly removed: readonly Prunable[];
  /** What is there as before, and why. */
  readonly kept: readonly { readonly item: Prunable; readonly why: string }[];
  /** As the engine and the file system measure it. */
  readonly freedBytes: number;
}

/** For whom others wait that want to change an environment meanwhile. */
const command = 'local:prune';

/**
 * Removes what is planned, each environment's parts while no other command changes it, and images while none changes any
 * environment: a start may be about to use what looks unused. What cannot be removed is left, with the reason.
 */
export async function prune(
  engine: PruneEngine,
  inventory: Pick<Inventory, 'environments' | 'usage'>,
  plan: PrunePlan,
): Promise<Pruned> {
  const outcomes: Outcome[] = [];
  const records = inventory.environments.flatMap(({ record }) => record ?? []);
  const parts = Map.groupBy(plan.items.filter(isOfEnvironment), ({ environment }) => environment);
  for (const [name, items] of parts) {
    const record = records.find((each) => each.name === name);
    outcomes.push(...(await removeParts(engine, name, record, items)));
  }
  const images = plan.items.filter(isImage);
  const left = records.filter(({ name }) => !outcomes.some((each) => isStateOf(each, name)));
  if (images.length > 0)
    outcomes.push(...(await whileAllFree(left, images, () => removeImages(engine, images))));
  for (const item of plan.items.filter(isContext)) {
    outcomes.push(await attempt(item, () => rm(item.name, { recursive: true, force: true })));
  }
  const removed = outcomes.flatMap(({ item, why }) => (why === undefined ? [item] : []));
  const kept = outcomes.flatMap(({ item, why }) => (why === undefined ? [] : [{ item, why }]));
  const ofEngine = bytesOf(inventory.usage) - bytesOf(await engine.diskUsage());
  return { removed, kept, freedBytes: Math.max(0, ofEngine) + bytesOfFiles(removed) };
}

interface Outcome {
  readonly item: Prunable;
  /** Undefined where it was removed. */
  readonly why?: string;
}

/** The folder with the lock goes last, and only with all of the rest. */
async function removeParts(
  engine: PruneEngine,
  name: string,
  record: EnvironmentRecord | undefined,
  items: readonly PrunableOfEnvironment[],
): Promise<readonly Outcome[]> {
  const work = () => removeUnused(engine, name, items);
  if (record === undefined) return await work();
  const done = await ifFree(record, command, work);
  if (!done.held) return items.map((item) => ({ item, why: busy(name, done.holder) }));
  const isWhole =
    items.some(({ kind }) => kind === 'state') && done.result.every(({ why }) => why === undefined);
  if (isWhole) await rm(record.stateFolder, { recursive: true, force: true });
  return done.result;
}

async function removeUnused(
  engine: PruneEngine,
  name: string,
  items: readonly PrunableOfEnvironment[],
): Promise<readonly Outcome[]> {
  const containers = await engine.listContainers({ [environmentLabel]: name });
  if (containers.length > 0) return items.map((item) => ({ item, why: `${name} was started meanwhile` }));
  const outcomes: Outcome[] = [];
  for (const item of items) {
    outcomes.push(await attempt(item, () => removePart(engine, item)));
  }
  return outcomes;
}

async function removePart(engine: PruneEngine, { kind, name }: PrunableOfEnvironment): Promise<void> {
  if (kind === 'volume') await engine.removeVolume(name);
  else if (kind === 'network') await engine.removeNetwork(name);
  else await emptyFolder(name);
}

/** All but the lock and who holds it, which is held meanwhile. */
async function emptyFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(() => []);
  for (const entry of entries.filter((each) => !each.startsWith('lock'))) {
    await rm(join(folder, entry), { recursive: true, force: true });
  }
}

/** With the locks of all environments, or not at all. */
async function whileAllFree(
  [record, ...others]: readonly EnvironmentRecord[],
  images: readonly PrunableImage[],
  work: () => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  if (record === undefined) return await work();
  const done = await ifFree(record, command, () => whileAllFree(others, images, work));
  return done.held ? done.result : images.map((item) => ({ item, why: busy(record.name, done.holder) }));
}

/** The youngest come first, as the engine does not give up an image that a younger one was made from. */
async function removeImages(
  engine: PruneEngine,
  images: readonly PrunableImage[],
): Promise<readonly Outcome[]> {
  const { imagesOfContainers } = await engine.diskUsage();
  const inUse = new Set(imagesOfContainers);
  const outcomes: Outcome[] = [];
  for (const item of images) {
    const isUsed = [item.id, ...item.names].some((key) => inUse.has(key));
    const outcome = isUsed
      ? { item, why: 'a container uses it' }
      : await attempt(item, () => removeImage(engine, item));
    outcomes.push(outcome);
  }
  return outcomes;
}

async function removeImage(engine: PruneEngine, { id, names }: PrunableImage): Promise<void> {
  for (const name of names) await engine.removeImage(name);
  if (names.length === 0) await engine.removeImage(id);
}

async function attempt(item: Prunable, work: () => Promise<void>): Promise<Outcome> {
  try {
    await work();
    return { item };
  } catch (error) {
    return { item, why: errorMessage(error) };
  }
}

function busy(name: string, holder: LockHolder | undefined): string {
  return `${holder === undefined ? 'another command' : `\`${holder.command}\``} is changing ${name}`;
}

function isOfEnvironment(item: Prunable): item is PrunableOfEnvironment {
  return item.kind === 'volume' || item.kind === 'network' || item.kind === 'state';
}

function isImage(item: Prunable): item is PrunableImage {
  return item.kind === 'image' || item.kind === 'image-names';
}

function isContext(item: Prunable): item is PrunableContext {
  return item.kind === 'context';
}

function isStateOf({ item, why }: Outcome, name: string): boolean {
  return item.kind === 'state' && item.environment === name && why === undefined;
}

function bytesOf({ imagesBytes, volumes }: DiskUsage): number {
  return volumes.reduce((total, { sizeBytes = 0 }) => total + sizeBytes, imagesBytes);
}

function bytesOfFiles(removed: readonly Prunable[]): number {
  return removed
    .filter(({ kind }) => kind === 'state' || kind === 'context')
    .reduce((total, { bytes }) => total + bytes, 0);
}
