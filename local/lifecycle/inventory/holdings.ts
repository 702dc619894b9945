import type { ContainerSummary, ImageUsage } from '../../docker/engine.ts';
import { composeServiceLabel } from '../../environment/compose-labels.ts';
import type { FoundEnvironment } from './inventory.ts';

/** What an environment keeps, in bytes; a part that it has not is left out. */
export interface Holdings {
  /** The databases with their archives. */
  readonly database?: number;
  /** The buckets. */
  readonly uploads?: number;
  /** Redis, mail, pushed images, caches, and the state of the control plane. */
  readonly other?: number;
  /** The state folder. */
  readonly state?: number;
  /** The images that it starts with, which it may share with others; of one with data alone. */
  readonly images?: number;
}

/** Sums up the volumes of an environment by what is in them, its state folder, and the images of the engine that it needs. */
export function holdingsOf(environment: FoundEnvironment, images: readonly ImageUsage[] = []): Holdings {
  const { name, record, volumes } = environment;
  const kinds = Map.groupBy(volumes, (volume) => kindOf(volume.name.replace(`${name}_`, '')));
  const sums = volumeKinds.flatMap((kind) => {
    const sizes = kinds.get(kind)?.map(({ sizeBytes = 0 }) => sizeBytes);
    return sizes === undefined ? [] : [[kind, sizes.reduce((total, size) => total + size, 0)] as const];
  });
  return {
    ...Object.fromEntries(sums),
    ...(record === undefined ? {} : { state: record.stateBytes }),
    ...(volumes.length === 0 ? {} : imagesOf(environment, images)),
  };
}

function imagesOf({ record, containers }: FoundEnvironment, images: readonly ImageUsage[]): Holdings {
  const needed = new Set([
    ...(record?.serverImages ?? []),
    ...(record?.releasedImages ?? []),
    ...containers.map(({ image }) => image),
  ]);
  const own = images.filter(({ id, names }) => [id, ...names].some((key) => needed.has(key)));
  return own.length === 0 ? {} : { images: own.reduce((total, { sizeBytes }) => total + sizeBytes, 0) };
}

const volumeKinds = ['database', 'uploads', 'other'] as const;

function kindOf(volume: string): (typeof volumeKinds)[number] {
  if (volume.startsWith('postgres')) return 'database';
  return volume.startsWith('s3') ? 'uploads' : 'other';
}

/** Whether an environment runs, is stopped with its data kept, or has none (any more). */
export type EnvironmentState = 'running' | 'partly running' | 'stopped' | 'without data';

/** The state of an environment; `partly running` is one of which some servers have ended, as after a crash. */
export function stateOf({ containers, volumes }: FoundEnvironment): EnvironmentState {
  const runs = ({ state }: ContainerSummary) => state === 'running';
  const servers = containers.filter(({ labels }) => labels[composeServiceLabel] !== undefined);
  if (containers.some(runs)) return servers.every(runs) ? 'running' : 'partly running';
  return containers.length + volumes.length > 0 ? 'stopped' : 'without data';
}
