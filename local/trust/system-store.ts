import { Failure } from '../../failure/failure.ts';
import { shellWord } from '../../failure/shell-quoted.ts';
import { readText } from '../environment/state-file.ts';
import { isThere } from '../processes/is-there.ts';
import { type Authority, withAuthorityFile } from './authority.ts';
import type { TrustMachine, TrustPlace } from './trust-machine.ts';

/** Where a system takes further authorities from, and what makes it read them. */
interface Layout {
  readonly folder: string;
  readonly extension: 'crt' | 'pem';
  readonly update: string;
  /** What makes it forget those that are not there any more. */
  readonly forget?: string;
}

const layouts: readonly Layout[] = [
  // Fedora, RHEL
  { folder: '/etc/pki/ca-trust/source/anchors', extension: 'pem', update: 'update-ca-trust' },
  // Arch
  { folder: '/etc/ca-certificates/trust-source/anchors', extension: 'crt', update: 'update-ca-trust' },
  // openSUSE
  {
    folder: '/usr/share/pki/trust/anchors',
    extension: 'pem',
    update: 'update-ca-certificates',
    forget: '--fresh',
  },
  // Debian, Ubuntu, Alpine
  {
    folder: '/usr/local/share/ca-certificates',
    extension: 'crt',
    update: 'update-ca-certificates',
    forget: '--fresh',
  },
];

const keychain = '/Library/Keychains/System.keychain';

/** The store of the system; undefined where it is none that is known. */
export async function systemPlace(machine: TrustMachine): Promise<TrustPlace | undefined> {
  if (machine.platform === 'darwin') return { kind: 'system', path: keychain };
  for (const { folder } of layouts) {
    if (await isThere(`${machine.root}${folder}`)) return { kind: 'system', path: folder };
  }
  return undefined;
}

/** Whether the system is told to trust it. */
export async function systemHas(
  machine: TrustMachine,
  { path }: TrustPlace,
  authority: Authority,
): Promise<boolean> {
  if (path === keychain) {
    const found = await machine.run('security', ['find-certificate', '-a', '-Z', keychain]);
    return found.stdout.includes(authority.fingerprint);
  }
  return (await readText(fileIn(machine, path, authority))) === authority.pem;
}

/** Tells the system to trust it. Raises `TRUST_FAILED`. */
export async function addToSystem(
  machine: TrustMachine,
  { path }: TrustPlace,
  authority: Authority,
): Promise<void> {
  await withAuthorityFile(authority, async (file) => {
    if (path === keychain) {
      await asRoot(machine, [
        ['security', 'add-trusted-cert', '-d', '-r', 'trustRoot', '-k', keychain, file],
      ]);
      return;
    }
    const target = fileIn(machine, path, authority);
    await asRoot(machine, [['install', '-m', '0644', file, target], [updateOf(path)]]);
  });
}

/** Takes it out again. Raises `TRUST_FAILED`. */
export async function removeFromSystem(
  machine: TrustMachine,
  { path }: TrustPlace,
  authority: Authority,
): Promise<void> {
  if (path !== keychain) {
    const { forget } = layoutOf(path) ?? {};
    const update = [updateOf(path), ...(forget === undefined ? [] : [forget])];
    await asRoot(machine, [['rm', '-f', fileIn(machine, path, authority)], update]);
    return;
  }
  await withAuthorityFile(authority, (file) =>
    asRoot(machine, [
      ['security', 'remove-trusted-cert', '-d', file],
      ['security', 'delete-certificate', '-Z', authority.fingerprint, keychain],
    ]),
  );
}

function layoutOf(path: string): Layout | undefined {
  return layouts.find(({ folder }) => folder === path);
}

function updateOf(path: string): string {
  return layoutOf(path)?.update ?? 'update-ca-certificates';
}

function fileIn({ root }: TrustMachine, path: string, { nickname }: Authority): string {
  return `${root}${path}/${nickname}.${layoutOf(path)?.extension ?? 'crt'}`;
}

/** Runs commands one after the other, and says before each that needs `sudo` what is run. */
async function asRoot(machine: TrustMachine, commands: readonly (readonly string[])[]): Promise<void> {
  for (const words of commands) {
    const [program = '', ...args] = machine.isRoot
      ? words
      : ['sudo', ...(machine.hasTerminal ? [] : ['-n']), ...words];
    if (!machine.isRoot) machine.say(`Running: ${['sudo', ...words].join(' ')}`);
    const ended = await machine.run(program, args, { inherit: !machine.isRoot && machine.hasTerminal });
    if (ended.exitCode !== 0) throw failed(words, ended.exitCode, ended.stderr);
  }
}

function failed(words: readonly string[], exitCode: number, stderr: string): Failure {
  const said = stderr.trim().split('\n').at(-1) ?? '';
  const text = words.map(shellWord).join(' ');
  const why = said === '' ? `ended with exit code ${exitCode}` : said;
  return new Failure('TRUST_FAILED', `\`${text}\`: ${why}`, { hint: 'Run it as root.' });
}
