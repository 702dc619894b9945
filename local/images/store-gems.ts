import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { hashOf } from './content-hash.ts';

/** A folder of gem files that stands in for the Ruby registry. */
export interface GemFolder {
  readonly folder: string;
  /** Changes with the set of gems: a gem file's name carries its version. */
  readonly digest: string;
}

/** Where gems are looked for when `STORE_GEMS` is not set: in the checkout, then beside it, where checkouts share them. */
const usualFolders = ['vendor/store-gems', '../shared/store-gems'];

/**
 * Finds the gems of the store: in `STORE_GEMS`, or else in the usual folders. Undefined where there are none, so that
 * Bundler takes them from the Ruby registry. Raises `STORE_GEMS_EMPTY` when the user's own folder has none.
 */
export function findGems(
  checkout: string,
  variables: Readonly<Record<string, string | undefined>>,
): GemFolder | undefined {
  const given = variables.STORE_GEMS || undefined;
  if (given !== undefined) return givenGems(checkout, given);
  for (const folder of usualFolders) {
    const found = gemsIn(resolve(checkout, folder));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The gems in the folder that `STORE_GEMS` names. Raises `STORE_GEMS_EMPTY`. */
export function givenGems(checkout: string, given: string): GemFolder {
  const found = gemsIn(resolve(checkout, given));
  if (found !== undefined) return found;
  throw wrongUsage(
    'STORE_GEMS_EMPTY',
    `STORE_GEMS is '${given}', which contains no .gem files`,
    'Point it at a folder that contains .gem files, itself or in a subfolder cache/, or unset it.',
  );
}

function gemsIn(folder: string): GemFolder | undefined {
  for (const candidate of [join(folder, 'cache'), folder]) {
    const files = entries(candidate)
      .filter((name) => name.endsWith('.gem'))
      .sort();
    if (files.length > 0) return { folder: candidate, digest: hashOf(files) };
  }
  return undefined;
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
