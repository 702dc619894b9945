import { statSync } from 'node:fs';
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

/** The folder that `STORE_CONTEXT` names. Raises `STORE_CONTEXT_UNUSABLE` where it is none, or has no Dockerfile. */
export function contextFolder(checkout: string, context: string): string {
  const folder = resolve(checkout, context);
  if (kindOf(join(folder, 'Dockerfile')) === 'file') return folder;
  const whys = { none: 'is not there', file: 'is not a folder', folder: 'has no Dockerfile' };
  throw wrongUsage(
    'STORE_CONTEXT_UNUSABLE',
    `STORE_CONTEXT is '${context}', which ${whys[kindOf(folder)]}`,
    'Point it at the folder of an application with a Dockerfile, or unset it: store/README.md says what an application needs.',
  );
}

/** Refuses `STORE_CONTEXT` and `STORE_GEMS` where they name no usable folder, whether or not they would be used. */
export function refuseUnusableStoreFolders(checkout: string, variables: Variables): void {
  const { STORE_CONTEXT: context, STORE_GEMS: gems } = variables;
  if (context) contextFolder(checkout, context);
  if (gems) givenGems(checkout, gems);
}

/** None also where it cannot be looked at. */
function kindOf(path: string): 'file' | 'folder' | 'none' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'none';
  }
}
