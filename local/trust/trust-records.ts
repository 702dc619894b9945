import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { readStateFile, writeStateFile } from '../environment/state-file.ts';

const recordSchema = z.object({
  environment: z.string(),
  nickname: z.string(),
  fingerprint: z.string(),
  pem: z.string(),
  places: z.array(z.object({ kind: z.enum(['system', 'chromium', 'firefox']), path: z.string() })).readonly(),
});

/** The authority of an environment, and where it was put: kept beside the environments, as it outlives them. */
export type TrustRecord = z.output<typeof recordSchema>;

type Named = Pick<LocalEnvironment, 'name' | 'stateFolder'>;

/** Undefined where nothing is trusted of this environment. */
export async function readTrustRecord(environment: Named): Promise<TrustRecord | undefined> {
  return await readStateFile(fileOf(environment), recordSchema);
}

/** Keeps where an authority is; without a place it is forgotten. */
export async function writeTrustRecord(environment: Named, record: TrustRecord): Promise<void> {
  if (record.places.length > 0) return await writeStateFile(fileOf(environment), record);
  await rm(fileOf(environment), { force: true });
  // It stays where there are others.
  await rmdir(dirname(fileOf(environment))).catch(() => undefined);
}

/** Names of the environments beside this one, and itself, whose authority is trusted somewhere. */
export async function trustedEnvironments({ stateFolder }: Named): Promise<readonly string[]> {
  const files = await readdir(join(dirname(stateFolder), folder)).catch(() => []);
  return files.flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
}

const folder = '.trusted';

function fileOf({ name, stateFolder }: Named): string {
  return join(dirname(stateFolder), folder, `${name}.json`);
}
