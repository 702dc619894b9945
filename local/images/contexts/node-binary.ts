import { copyFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildContext } from '../image-definition.ts';

/** Puts Node's binary, as the toolkit's own dependency installed it, at `node`. */
export async function addNode(context: BuildContext): Promise<void> {
  const binary = await realpath(join(context.checkout, 'node_modules', 'node', 'bin', 'node'));
  await copyFile(binary, join(context.folder, 'node'));
}
