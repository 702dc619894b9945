import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../failure/failure.ts';
import { run } from '../../processes/run.ts';
import type { BuildContext } from '../image-definition.ts';

/**
 * Fetches a package with the machine's own npm, so that the machine's registry settings hold, and gives the folder
 * of its files below the build context. Raises `PROCESS_FAILED` with what npm said.
 */
export async function npmPackage(context: BuildContext, name: string): Promise<string> {
  const folder = join(context.folder, '.npm-package');
  await mkdir(folder, { recursive: true });
  context.note(`npm pack ${name}`);
  const signal = context.signal === undefined ? {} : { signal: context.signal };
  await run('npm', ['pack', '--silent', '--pack-destination', folder, name], {
    env: { ...context.environment },
    cwd: folder,
    ...signal,
  });
  const archive = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (archive === undefined) {
    throw new Failure('IMAGE_BUILD_FAILED', `npm did not download an archive of the package ${name}.`);
  }
  await run('tar', ['-xzf', join(folder, archive), '-C', folder], signal);
  await run('rm', [join(folder, archive)]);
  return join(folder, 'package');
}
