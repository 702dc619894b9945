import type { ImageUsage } from '../../../docker/engine.ts';
import type { EnvironmentRecord } from '../../inventory/environment-records.ts';
import type { FoundEnvironment } from '../../inventory/inventory.ts';

/** A record of an environment that has everything. */
export function exampleRecord(changes: Partial<EnvironmentRecord> = {}): EnvironmentRecord {
  return {
    name: 'shop',
    stateFolder: '/state/shop',
    stateBytes: 10,
    checkout: '/checkout',
    isCheckoutGone: false,
    store: 'demo',
    httpsPort: 8443,
    serverImages: [],
    releasedImages: [],
    lastUse: { at: new Date('2026-11-27T10:00:00Z'), command: 'local:up' },
    ...changes,
  };
}

/** An environment of which nothing is there but what is given. */
export function found(name: string, parts: Partial<FoundEnvironment> = {}): FoundEnvironment {
  return { name, record: undefined, containers: [], volumes: [], networks: [], ...parts };
}

/** An image that was built here, so many minutes before the others. */
export function builtImage(
  id: string,
  purpose: string,
  { minutesOld = 0, ...changes }: Partial<ImageUsage> & { readonly minutesOld?: number } = {},
): ImageUsage {
  return {
    id,
    names: [`spree-parity/${purpose}:${id}`],
    digests: [],
    sizeBytes: 100,
    ownBytes: 7,
    createdAt: new Date(Date.UTC(2026, 10, 27, 12) - minutesOld * 60_000),
    labels: { 'dev.spree-parity.image': purpose },
    ...changes,
  };
}
