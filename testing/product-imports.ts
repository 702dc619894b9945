import { glob, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** An import of a product file: neither a test, nor what only tests and benchmarks use. */
export interface Import {
  readonly file: string;
  readonly folder: string;
  readonly target: string;
}

/** Tests, what they stand on, and benchmarks. */
export function isForTests(path: string): boolean {
  return (
    path.endsWith('.test.ts') || path.split('/').some((folder) => /^(testing|tests|bench)$/.test(folder))
  );
}

/** The folder that a layer is: one of the root's, one of local/, or one of the control plane's. */
export function folderOf(path: string): string {
  const [first = '', second = '', third = '', ...below] = path.split('/');
  if (first !== 'local') return first;
  return second === 'control-plane' ? `local/${second}/${below.length > 0 ? third : ''}` : `local/${second}`;
}

/** What the product's files import of each other and of libraries. */
export async function readImports(checkout: string): Promise<readonly Import[]> {
  const found: Import[] = [];
  const folders =
    '{application,aws,bundling,cost,definition,failure,iam,json,loadtest,local,net,operations,progress,scripts,stack,time}';
  for await (const file of glob(`${folders}/**/*.ts`, { cwd: checkout })) {
    if (isForTests(file)) continue;
    const text = await readFile(join(checkout, file), 'utf8');
    for (const [, target = ''] of text.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
      found.push({ file, folder: folderOf(file), target: resolved(file, target) });
    }
  }
  return found;
}

function resolved(file: string, target: string): string {
  return target.startsWith('.') ? posix.join(posix.dirname(file), target) : target;
}
