import { delimiter, join } from 'node:path';
import { isThere } from '../../local/processes/is-there.ts';
import { run } from '../../local/processes/run.ts';

/** An AWS CLI of this machine. */
export interface CliProgram {
  readonly path: string;
  readonly version: readonly [major: number, minor: number];
}

/** The AWS CLIs in the folders of `PATH`, those of version 2 first; none where nobody installed one. */
export async function findClis(path = process.env.PATH ?? ''): Promise<readonly CliProgram[]> {
  const found: CliProgram[] = [];
  for (const folder of new Set(path.split(delimiter))) {
    const program = join(folder, 'aws');
    if (folder === '' || !(await isThere(program))) continue;
    const version = await versionOf(program);
    if (version !== undefined) found.push({ path: program, version });
  }
  return found.toSorted((one, other) => other.version[0] - one.version[0]);
}

/** Whether a CLI has a command that version 2 got with a minor version; 0 says that version 1 never got it. */
export function hasCommand(
  { version: [major, minor] }: CliProgram,
  since: { readonly minor: number } | undefined,
): boolean {
  if (since === undefined) return true;
  // What version 2 got later, every version 1 that is still installed has.
  return major === 1 ? since.minor > 0 : minor >= since.minor;
}

/** As in `aws-cli/2.9.19 Python/3.11.2`. */
async function versionOf(program: string): Promise<CliProgram['version'] | undefined> {
  const { stdout } = await run(program, ['--version'], { allowFailure: true }).catch(() => ({ stdout: '' }));
  const [, major, minor] = /^aws-cli\/(\d+)\.(\d+)/.exec(stdout) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor)];
}
