import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { givenGems } from './store-gems.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What `STORE_KIND` says, if anything. Raises `STORE_KIND_UNKNOWN`. */
export function storeKind({ STORE_KIND: kind = '' }: Variables): 'demo' | undefined {
  if (kind === '' || kind === 'demo') return kind || undefined;
  throw wrongUsage(
    'STORE_KIND_UNKNOWN',
    `Unknown STORE_KIND '${kind}'`,
    "Set it to 'demo' for the demo store, or unset it: see 'Which store runs' in README.md.",
  );
}

/** The folder that `STORE_CONTEXT` names. Raises `STORE_CONTEXT_UNUSABLE` where it has no Dockerfile. */
export async function contextFolder(checkout: string, context: string): Promise<string> {
  const folder = resolve(checkout, context);
  if (await isFile(join(folder, 'Dockerfile'))) return folder;
  throw wrongUsage(
    'STORE_CONTEXT_UNUSABLE',
    `STORE_CONTEXT is '${context}', which has no Dockerfile`,
    'Point it at the folder of a Spree application with a Dockerfile: store/README.md has the contract.',
  );
}

/** Refuses `STORE_CONTEXT` and `STORE_GEMS` where they name no usable folder, whether or not they would be used. */
export async function refuseUnusableStoreFolders(checkout: string, variables: Variables): Promise<void> {
  const { STORE_CONTEXT: context, STORE_GEMS: gems } = variables;
  if (context) await contextFolder(checkout, context);
  if (gems) await givenGems(checkout, gems);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
