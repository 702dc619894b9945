import { join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import { isThere } from '../processes/is-there.ts';
import { type Authority, withAuthorityFile } from './authority.ts';
import type { TrustMachine, TrustPlace } from './trust-machine.ts';

/** The exit code of what is not there. */
const notThere = 127;

/** Whether a browser's database has it; false where there is no database any more. Raises `TRUST_FAILED`. */
export async function browserHas(
  machine: TrustMachine,
  { path }: TrustPlace,
  { nickname }: Authority,
): Promise<boolean> {
  if (!(await isThere(join(path, 'cert9.db')))) return false;
  const list = await succeed(machine, path, ['-L']);
  return list.split('\n').some((line) => line.startsWith(`${nickname} `));
}

/** Adds it as one that may sign for servers. Raises `TRUST_FAILED`. */
export async function addToBrowser(
  machine: TrustMachine,
  { path }: TrustPlace,
  authority: Authority,
): Promise<void> {
  await withAuthorityFile(authority, async (file) => {
    await succeed(machine, path, ['-A', '-t', 'C,,', '-n', authority.nickname, '-i', file]);
  });
}

/** Takes it out again. Raises `TRUST_FAILED`. */
export async function removeFromBrowser(
  machine: TrustMachine,
  { path }: TrustPlace,
  { nickname }: Authority,
): Promise<void> {
  await succeed(machine, path, ['-D', '-n', nickname]);
}

/** Makes an empty database as a browser would at its first start. */
export async function createDatabase(machine: TrustMachine, path: string): Promise<void> {
  await succeed(machine, path, ['-N', '--empty-password']);
}

async function succeed(machine: TrustMachine, path: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await certutil(machine, path, args);
  if (exitCode === 0) return stdout;
  const said = stderr.trim().replaceAll(/\s+/g, ' ');
  throw new Failure('TRUST_FAILED', said === '' ? `certutil ended with exit code ${exitCode}` : said, {
    hint: 'Close the browser, and run the command again.',
  });
}

async function certutil(machine: TrustMachine, path: string, args: readonly string[]) {
  const ended = await machine.run('certutil', [...args, '-d', `sql:${path}`]);
  if (ended.exitCode !== notThere) return ended;
  throw new Failure('CERTUTIL_MISSING', 'certutil is missing', {
    hint: 'Install it: apt-get install libnss3-tools, dnf install nss-tools, pacman -S nss or brew install nss.',
  });
}
