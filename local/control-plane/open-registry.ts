import { join } from 'node:path';
import { readRebuiltFile, writePrivateFile } from '../environment/state-file.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import { distributionServer } from './registry/distribution-server.ts';
import { type ImageRegistry, openImageRegistry } from './registry/image-registry.ts';
import { emptyRecord, recordSchema } from './registry/registry-record.ts';
import { registryTokens } from './registry/registry-tokens.ts';
import { keptScans, openImageScans } from './registry/scan/image-scans.ts';
import { trivyScanner } from './registry/scan/trivy-scanner.ts';
import { whenQuiet } from './registry/when-quiet.ts';

/** Longer than a push pauses between two requests. */
const quietMs = 600_000;
const expiryMs = 3_600_000;

/** Opens the registry: its server is started by the first push, and stopped again when it is quiet. */
export function openRegistry(
  options: ControlPlaneOptions,
  loop: Pick<ReconcileLoop, 'persisted'>,
): ImageRegistry {
  const { settings, engine, clock, signal, log } = options;
  const { environmentName, publishedPorts } = settings;
  const { image, folder } = settings.registry;
  const path = join(folder, 'record.json');
  const scansPath = join(folder, 'scans.json');
  const told = (what: string) => (error: unknown) => log.warn(what, { error });
  const { scannerImages: images } = settings.registry;
  const { network } = settings;
  const scans = openImageScans({
    scanner: trivyScanner({ engine, images, environmentName, network, folder, clock, signal }),
    record: {
      load: async () => (await readRebuiltFile(scansPath, keptScans)) ?? {},
      save: (kept) => writePrivateFile(scansPath, JSON.stringify(kept)),
    },
    onFault: told('the result of a scan could not be kept'),
  });
  const registry = openImageRegistry({
    scans,
    host: `127.0.0.1:${publishedPorts.aws}`,
    tokens: registryTokens(settings.s3.secretAccessKey, clock.now),
    server: distributionServer({ engine, image, environmentName, folder, clock, signal }),
    record: {
      load: async () => (await readRebuiltFile(path, recordSchema)) ?? emptyRecord,
      save: (record) => writePrivateFile(path, JSON.stringify(record)),
    },
    repositories: () => loop.persisted().released?.workload.repositories ?? [],
    now: clock.now,
  });
  const quiet = whenQuiet({ quietMs, clock, signal }, () =>
    registry.tidyUp().catch(told('the registry could not be tidied up')),
  );
  // Its server may run since before this process.
  quiet.stir();
  void expireInTime(() => registry.expire().catch(told('images could not expire')), options);
  return {
    ...registry,
    blobs: () => {
      quiet.stir();
      return registry.blobs();
    },
    put: (...pushed) => {
      quiet.stir();
      return registry.put(...pushed);
    },
  };
}

async function expireInTime(
  expire: () => Promise<void>,
  { clock, signal }: Pick<ControlPlaneOptions, 'clock' | 'signal'>,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(expiryMs, signal);
    if (!signal.aborted) await expire();
  }
}
