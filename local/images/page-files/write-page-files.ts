import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashFolder, hashOf } from '../content-hash.ts';
import { pageFiles } from './page-files.ts';

/** A digest that changes when one of the packages does, or what is made of them. */
export async function pageFilesDigest(checkout: string): Promise<string> {
  const packages = join(checkout, 'node_modules');
  const described = packageNames().map((name) => readFile(join(packages, name, 'package.json'), 'utf8'));
  return hashOf([await hashFolder(import.meta.dirname), ...(await Promise.all(described))]);
}

/** Writes what the store's pages would otherwise load from CDNs into a folder, out of the checkout's packages. */
export async function writePageFiles(checkout: string, folder: string): Promise<void> {
  await writeModules(checkout, folder);
  const packages = join(checkout, 'node_modules');
  for (const [path, from] of Object.entries(pageFiles.copies)) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    await cp(join(packages, from), to, { recursive: true, dereference: true });
  }
  await writeFont(packages, folder);
}

async function writeFont(packages: string, folder: string): Promise<void> {
  const { path, styles } = pageFiles.font;
  const css = await readFile(join(packages, styles), 'utf8');
  for (const [, file = ''] of css.matchAll(/url\(([^)]+)\)/g)) {
    await mkdir(dirname(join(folder, dirname(path), file)), { recursive: true });
    await cp(join(packages, dirname(styles), file), join(folder, dirname(path), file));
  }
  // Pages call it what Google does.
  await writeFile(join(folder, path), css.replaceAll("'Inter Variable'", "'Inter'"));
}

async function writeModules(checkout: string, folder: string): Promise<void> {
  // Seldom needed, and slow to load.
  const { bundle } = await import('../../../bundling/bundle.ts');
  const input = Object.fromEntries(
    Object.entries(pageFiles.modules).map(([path, module]) => [
      path,
      module.endsWith('.ts') ? join(import.meta.dirname, module) : module,
    ]),
  );
  for (const { fileName, code } of await bundle({
    ...{ input, platform: 'browser', minified: true, folder: checkout },
  })) {
    await mkdir(dirname(join(folder, fileName)), { recursive: true });
    await writeFile(join(folder, fileName), code);
  }
}

function packageNames(): readonly string[] {
  const { modules, copies, font } = pageFiles;
  const paths = [...Object.values(modules), ...Object.values(copies), font.styles];
  const names = paths.map((path) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
  // The module that is one of ours imports this one.
  return [...new Set([...names.filter((name) => !name.endsWith('.ts')), '@paralleldrive/cuid2'])].toSorted();
}
