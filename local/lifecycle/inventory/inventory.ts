import type { ContainerSummary, DiskUsage, Engine, ImageUsage, VolumeUsage } from '../../docker/engine.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import { imageLabel } from '../../images/image-definition.ts';
import { type EnvironmentRecord, readEnvironmentRecords } from './environment-records.ts';

export type InventoryEngine = Pick<
  Engine,
  'listContainers' | 'diskUsage' | 'listNetworks' | 'listLabelledVolumes'
>;

/** An environment of which there is anything: a state folder here, or containers, volumes or networks of the engine. */
export interface FoundEnvironment {
  readonly name: string;
  /** Undefined where this user has no state of it: it may be that of another one, or of another `XDG_STATE_HOME`. */
  readonly record: EnvironmentRecord | undefined;
  readonly containers: readonly ContainerSummary[];
  readonly volumes: readonly VolumeUsage[];
  readonly networks: readonly string[];
}

/** What environments are on this machine, and what takes up the engine's disk. */
export interface Inventory {
  readonly environments: readonly FoundEnvironment[];
  readonly usage: DiskUsage;
  /** False where the engine took too long to measure: then there are neither sizes nor images in `usage`. */
  readonly isMeasured: boolean;
}

/**
 * Looks at the state folders below `root` and at the engine, and changes nothing. An engine with large volumes takes long to
 * measure them: after `patienceMs` it is done without.
 */
export async function takeInventory(
  engine: InventoryEngine,
  root: string,
  patienceMs?: number,
): Promise<Inventory> {
  const [records, containers, networks, measured] = await Promise.all([
    readEnvironmentRecords(root),
    engine.listContainers({}),
    engine.listNetworks(environmentLabel),
    measure(engine, patienceMs),
  ]);
  const usage = measured ?? (await unmeasured(engine));
  const of = <Labelled extends { readonly labels: Readonly<Record<string, string>> }>(
    all: readonly Labelled[],
    name: string,
  ) => all.filter(({ labels }) => labels[environmentLabel] === name);
  const labelled = [...containers, ...networks, ...usage.volumes].flatMap(
    ({ labels }) => labels[environmentLabel] ?? [],
  );
  const names = new Set([...records.map(({ name }) => name), ...labelled]);
  const environments = [...names].toSorted().map((name) => ({
    name,
    record: records.find((record) => record.name === name),
    containers: of(containers, name),
    volumes: of(usage.volumes, name),
    networks: of(networks, name).map((network) => network.name),
  }));
  return { environments, usage, isMeasured: measured !== undefined };
}

/** Undefined if it takes longer than that. */
async function measure(
  engine: InventoryEngine,
  patienceMs: number | undefined,
): Promise<DiskUsage | undefined> {
  if (patienceMs === undefined) return await engine.diskUsage();
  const signal = AbortSignal.timeout(patienceMs);
  return await engine.diskUsage(signal).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
}

async function unmeasured(engine: InventoryEngine): Promise<DiskUsage> {
  const volumes = await engine.listLabelledVolumes(environmentLabel);
  return { imagesBytes: 0, images: [], volumes, imagesOfContainers: [] };
}

/** The images that were built here. */
export function ownImages({ images }: Pick<DiskUsage, 'images'>): readonly ImageUsage[] {
  return images.filter(({ labels }) => labels[imageLabel] !== undefined);
}
