import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import { holderFile } from '../../environment/lock.ts';
import { portsFile } from '../../environment/ports.ts';
import { readText } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { isThere } from '../../processes/is-there.ts';
import { sizeOfFolder } from './folder-size.ts';

/** What the state folder of an environment says of it. Any part may be missing: it may be half deleted. */
export interface EnvironmentRecord {
  readonly name: string;
  readonly stateFolder: string;
  readonly stateBytes: number;
  /** The checkout that it was started from last. */
  readonly checkout?: string;
  readonly isCheckoutGone: boolean;
  /** Which store its data belongs to: `demo`, `spree`, `context /folder`, `image name`. */
  readonly store?: string;
  /** The port of the storefront. */
  readonly httpsPort?: number;
  /** Images that its servers were started with last. */
  readonly serverImages: readonly string[];
  /** Ids of images of its last release. */
  readonly releasedImages: readonly string[];
  /** The tag of the image that `store:release` or a rollback put in its place. */
  readonly releasedTag?: string;
  readonly lastUse?: { readonly at: Date; readonly command: string };
}

const useSchema = z.object({ command: z.string(), since: z.iso.datetime() });
const storeSchema = z.object({ store: z.string() });
const portsSchema = z.object({ https: z.number() });

/** The environments whose state is in a folder such as `~/.local/state/spree-parity`, by name; none where it is missing. */
export async function readEnvironmentRecords(root: string): Promise<readonly EnvironmentRecord[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return await Promise.all(names.map(({ name }) => readRecord(name, join(root, name))));
}

async function readRecord(name: string, stateFolder: string): Promise<EnvironmentRecord> {
  const text = async (file: string) => (await readText(file).catch(() => undefined)) ?? '';
  const variables = parseEnv(await text(stateFile({ stateFolder }, 'composeVariables')));
  const { CHECKOUT: checkout } = variables;
  const store = storeSchema.safeParse(parseJson(await text(stateFile({ stateFolder }, 'storeOfData'))));
  const ports = portsSchema.safeParse(parseJson(await text(portsFile({ stateFolder }))));
  const [, ...released] = (await text(stateFile({ stateFolder }, 'released'))).split(' ');
  const [word, releasedTag] = released;
  const lastUse = await readLastUse(stateFolder, await text(holderFile({ stateFolder })));
  return {
    name,
    stateFolder,
    stateBytes: await sizeOfFolder(stateFolder),
    ...(checkout === undefined ? {} : { checkout }),
    isCheckoutGone: checkout !== undefined && !(await isThere(checkout)),
    ...(store.success ? store.data : {}),
    ...(ports.success ? { httpsPort: ports.data.https } : {}),
    serverImages: Object.entries(variables).flatMap(([key, value = '']) =>
      key.endsWith('_IMAGE') && value !== '' ? [value] : [],
    ),
    releasedImages: released,
    ...(word === 'store:release' && releasedTag !== undefined ? { releasedTag } : {}),
    ...(lastUse === undefined ? {} : { lastUse }),
  };
}

/** The last command that changed it; else when its folder was changed. */
async function readLastUse(stateFolder: string, holder: string): Promise<EnvironmentRecord['lastUse']> {
  const parsed = useSchema.safeParse(parseJson(holder));
  if (parsed.success) return { at: new Date(parsed.data.since), command: parsed.data.command };
  const folder = await stat(stateFolder).catch(() => undefined);
  return folder === undefined ? undefined : { at: folder.mtime, command: '' };
}
