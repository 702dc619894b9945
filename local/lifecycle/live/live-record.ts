import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readRebuiltFile, writeStateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { removeOtherFolders } from '../../live/open-live-folder.ts';

const schema = z.object({
  /** Digest of the definition with live code: it is on while the control plane has this one. */
  digest: z.string(),
  /** The folder whose files tasks run. */
  context: z.string(),
  since: z.string(),
});

/** What an environment runs live code of, since when. */
export type LiveRecord = z.infer<typeof schema>;

const fileOf = (environment: Pick<LocalEnvironment, 'stateFolder'>) =>
  join(stateFile(environment, 'liveCode'), 'live.json');

/** The live code of an environment; undefined where its tasks run what the image has. */
export async function readLiveRecord(
  environment: LocalEnvironment,
  workloadDigest: string | null | undefined,
): Promise<LiveRecord | undefined> {
  const record = await readRebuiltFile(fileOf(environment), schema);
  return record?.digest === workloadDigest ? record : undefined;
}

/** Notes that all services run live code of this folder. */
export async function keepLiveRecord(environment: LocalEnvironment, record: LiveRecord): Promise<void> {
  await writeStateFile(fileOf(environment), record);
}

/** Deletes what no task has any more: all but the folder with this id, of which nothing is left without one. */
export async function removeOldLiveCode(environment: LocalEnvironment, id?: string): Promise<void> {
  const root = stateFile(environment, 'liveCode');
  if (id === undefined) await rm(root, { recursive: true, force: true });
  else await removeOtherFolders(root, [id, 'live.json']);
}
