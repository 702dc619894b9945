import type { Engine } from '../docker/engine.ts';
import { atMost } from './at-most.ts';
import { ensureBaseImage } from './base-image.ts';
import { type PullOptions, type PullOutcome, registryPulls } from './registry-pulls.ts';

/** What the images of one run share: what is known of the registries, the base image, and the places to build in. */
export interface ImageWorkshop {
  readonly engine: Engine;
  readonly environment: NodeJS.ProcessEnv;
  readonly checkout: string;
  readonly signal?: AbortSignal;
  pull(image: string, options: PullOptions): Promise<PullOutcome>;
  /** The name of the base image, which the first who asks makes. */
  baseImage(note: (text: string) => void): Promise<string>;
  /** Waits for one of the places to build in. */
  whenFree<T>(work: () => Promise<T>): Promise<T>;
}

export interface WorkshopOptions {
  readonly checkout: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** More than two cores can do at once: much of a build is waiting for a mirror or for a disk. */
const buildsAtATime = 3;

/** Opens the workshop of one run. */
export function openImageWorkshop(engine: Engine, options: WorkshopOptions): ImageWorkshop {
  const environment = options.environment ?? process.env;
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  let base: Promise<string> | undefined;
  return {
    engine,
    environment,
    checkout: options.checkout,
    ...signal,
    pull: registryPulls(engine),
    baseImage: (note) => {
      base ??= ensureBaseImage(engine, { environment, note, ...signal });
      return base;
    },
    whenFree: atMost(buildsAtATime),
  };
}
