import { join } from 'node:path';
import { filesOf, hashFolder, hashOf } from './content-hash.ts';
import type { StoreChoice } from './store-image.ts';

/** What the schema of a Rails application follows from: its migrations and those of its gems, and where they are. */
const schemaFiles = [
  /^(Gemfile|Gemfile\.lock|config\/application\.rb|config\/database\.yml)$/,
  /(^|\/)(db|migrate)\//,
];
/** Data rather than schema. */
const seeds = /(^|\/)db\/seeds(\.rb$|\/)/;

/** Names the schema of a store: a change of its code that touches no migration leaves it as it is. */
export async function schemaDigest({ kind, tag, source }: StoreChoice): Promise<string> {
  if (source === undefined) return tag;
  const files = (await filesOf(source.folder, source.isLeftOut)).filter(isOfSchema);
  const digests = files.map(async (file) => `${file}=${await hashFolder(join(source.folder, file))}`);
  return `${kind}-${hashOf(await Promise.all(digests))}`;
}

function isOfSchema(path: string): boolean {
  return schemaFiles.some((pattern) => pattern.test(path)) && !seeds.test(path);
}
