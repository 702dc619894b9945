import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { stateFile } from '../environment/state-files.ts';
import { type Finished, run } from '../processes/run.ts';
import { type Authority, readAuthority } from './authority.ts';
import { trust, trustKinds, undo } from './change-trust.ts';
import { trustStage } from './testing/trust-stage.ts';
import type { TrustMachine, TrustOutcome } from './trust-machine.ts';
import { trustedEnvironments } from './trust-records.ts';

const debian = '/usr/local/share/ca-certificates';

interface Sandbox {
  readonly machine: TrustMachine;
  readonly environment: LocalEnvironment;
  readonly authority: Authority;
  readonly ran: readonly string[];
  readonly said: readonly string[];
}

/** A machine in a folder of its own, of which only what changes files there is run. */
async function inSandbox<T>(
  work: (sandbox: Sandbox) => Promise<T>,
  changes: Partial<TrustMachine> = {},
  folders: readonly string[] = [debian],
): Promise<T> {
  await using stage = await trustStage();
  const { environment } = stage;
  const root = join(stage.folder, 'root');
  const home = join(stage.folder, 'home');
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  await mkdir(home);
  const [ran, said]: [string[], string[]] = [[], []];
  const machine: TrustMachine = {
    ...{ platform: 'linux', home, root, isRoot: true, hasTerminal: false },
    say: (text) => void said.push(text.replaceAll(root, '')),
    run: async (program, args) => {
      ran.push([program, ...args].join(' ').replaceAll(root, ''));
      const isReal = ['install', 'rm', 'certutil'].includes(program);
      return isReal ? await run(program, args, { allowFailure: true }) : ended(program === 'sh' ? 1 : 0);
    },
    ...changes,
  };
  return await work({ machine, environment, authority: await readAuthority(environment), ran, said });
}

function ended(exitCode: number, stdout = '', stderr = ''): Finished {
  return { exitCode, stdout, stderr };
}

const results = (outcomes: readonly TrustOutcome[]) => outcomes.map(({ kind, result }) => [kind, result]);

describe('the store of the system', { timeout: 60_000 }, () => {
  it('gets the authority once, and loses it again with nothing left behind', async () => {
    await inSandbox(async ({ machine, environment, authority, ran }) => {
      const put = () => trust(machine, environment, authority, ['system']);
      expect(results(await put())).toEqual([['system', 'done']]);
      const folder = join(machine.root, debian);
      expect(await readdir(folder)).toEqual([`${authority.nickname}.crt`]);
      expect(await readFile(join(folder, `${authority.nickname}.crt`), 'utf8')).toBe(authority.pem);
      expect(ran.at(-1)).toBe('update-ca-certificates');
      const before = ran.length;
      expect(results(await put())).toEqual([['system', 'already']]);
      expect(ran.length).toBe(before);
      expect(await trustedEnvironments(environment)).toEqual(['shop']);
      expect(results(await undo(machine, environment))).toEqual([['system', 'done']]);
      expect([await readdir(folder), ran.at(-1)]).toEqual([[], 'update-ca-certificates --fresh']);
      expect([await undo(machine, environment), await trustedEnvironments(environment)]).toEqual([[], []]);
    });
  });

  it.each([
    ['Fedora', '/etc/pki/ca-trust/source/anchors', 'pem', 'update-ca-trust'],
    ['Arch', '/etc/ca-certificates/trust-source/anchors', 'crt', 'update-ca-trust'],
    ['openSUSE', '/usr/share/pki/trust/anchors', 'pem', 'update-ca-certificates'],
  ])('is that of %s where it is there', async (_system, folder, extension, update) => {
    await inSandbox(
      async ({ machine, environment, authority, ran }) => {
        await trust(machine, environment, authority, ['system']);
        expect(await readdir(join(machine.root, folder))).toEqual([`${authority.nickname}.${extension}`]);
        expect(ran.at(-1)).toBe(update);
      },
      {},
      [folder],
    );
  });

  it.runIf(existsSync('/usr/sbin/update-ca-certificates') && existsSync('/etc/ca-certificates.conf'))(
    'of Debian has it in its bundle, and nothing of it afterwards',
    async () => {
      await inSandbox(async ({ machine, environment, authority }) => {
        const [certificates, hooks] = ['certificates', 'hooks'].map((name) => join(machine.root, name));
        await mkdir(`${certificates}`);
        await mkdir(`${hooks}`);
        const folders = ['--etccertsdir', `${certificates}`, '--hooksdir', `${hooks}`];
        const inFolders: TrustMachine = {
          ...machine,
          run: (program, args) => {
            const local = ['--localcertsdir', join(machine.root, debian)];
            const isUpdate = program === 'update-ca-certificates';
            return isUpdate
              ? run(`/usr/sbin/${program}`, [...args, ...folders, ...local])
              : machine.run(program, args);
          },
        };
        const trusted = async () =>
          (await readFile(join(`${certificates}`, 'ca-certificates.crt'), 'utf8')).includes(
            authority.pem.trim(),
          );
        await trust(inFolders, environment, authority, ['system']);
        expect(await trusted()).toBe(true);
        await undo(inFolders, environment);
        expect(await trusted()).toBe(false);
        const left = (await readdir(`${certificates}`)).filter((name) => /spree|ece579f0/.test(name));
        expect(left).toEqual([]);
      });
    },
  );

  it('is the keychain on macOS', async () => {
    const calls: string[] = [];
    let trusted = '';
    const runThere: TrustMachine['run'] = async (_program, args) => {
      calls.push(`${args[0]}`);
      return ended(0, trusted);
    };
    await inSandbox(
      async ({ machine, environment, authority }) => {
        const first = await trust(machine, environment, authority, trustKinds);
        trusted = `SHA-256 hash: ${authority.fingerprint}`;
        const again = await trust(machine, environment, authority, ['system']);
        expect([results(first), results(again)]).toEqual([
          [
            ['system', 'done'],
            ['chromium', 'absent'],
            ['firefox', 'absent'],
          ],
          [['system', 'already']],
        ]);
        await undo(machine, environment);
        const find = 'find-certificate';
        const taken = ['remove-trusted-cert', 'delete-certificate'];
        expect(calls).toEqual([find, 'add-trusted-cert', find, find, ...taken]);
      },
      { platform: 'darwin', run: runThere },
    );
  });

  it('is changed by sudo for a user, who is told what is run, and is asked only where there is a terminal', async () => {
    const calls: string[] = [];
    const runThere: TrustMachine['run'] = async (program, args, options) => {
      calls.push([program, args[0], args[1], options?.inherit].join(' '));
      return ended(0);
    };
    const asUser = { isRoot: false, run: runThere };
    await inSandbox(async ({ machine, environment, authority, said }) => {
      await trust({ ...machine, hasTerminal: true }, environment, authority, ['system']);
      expect(said.map((text) => text.split(' ').slice(0, 3).join(' '))).toEqual([
        'Running: sudo install',
        'Running: sudo update-ca-certificates',
      ]);
      await trust(machine, environment, authority, ['system']);
    }, asUser);
    expect(calls).toEqual([
      'sudo install -m true',
      'sudo update-ca-certificates  true',
      'sudo -n install false',
      'sudo -n update-ca-certificates false',
    ]);
  });

  it('that cannot be changed, or that there is none, is said for each place', async () => {
    const refused = { run: async () => ended(1, '', 'sudo: a password is required\n'), isRoot: false };
    await inSandbox(async ({ machine, environment, authority }) => {
      expect(await trust(machine, environment, authority, ['system'])).toMatchObject([
        {
          kind: 'system',
          result: 'failed',
          path: debian,
          why: expect.stringContaining('a password is required'),
        },
      ]);
    }, refused);
    const none = await inSandbox(
      ({ machine, environment, authority }) => trust(machine, environment, authority, trustKinds),
      {},
      [],
    );
    expect(results(none)).toEqual([
      ['system', 'absent'],
      ['chromium', 'absent'],
      ['firefox', 'absent'],
    ]);
  });
});

it('of an environment that is gone the authority is taken out all the same', async () => {
  await inSandbox(async ({ machine, environment, authority }) => {
    await trust(machine, environment, authority, ['system']);
    await rm(environment.stateFolder, { recursive: true });
    expect(results(await undo(machine, environment))).toEqual([['system', 'done']]);
    expect(await readdir(join(machine.root, debian))).toEqual([]);
  });
});

it('an authority that was made anew takes the place of the former one', async () => {
  await using other = await trustStage();
  const renewed = await readAuthority(other.environment);
  await inSandbox(async ({ machine, environment, authority }) => {
    await trust(machine, environment, authority, ['system']);
    await trust(machine, environment, renewed, ['system']);
    expect(await readdir(join(machine.root, debian))).toEqual([`${renewed.nickname}.crt`]);
  });
});

describe('the databases of browsers', { timeout: 60_000 }, async () => {
  const hasCertutil = (await run('sh', ['-c', 'command -v certutil'], { allowFailure: true })).exitCode === 0;
  const list = async (path: string) => (await run('certutil', ['-L', '-d', `sql:${path}`])).stdout;

  it.runIf(hasCertutil)('get the authority in each profile, and lose exactly that again', async () => {
    await inSandbox(async ({ machine, environment, authority }) => {
      const chromium = join(machine.home, '.pki/nssdb');
      const firefox = join(machine.home, 'snap/firefox/common/.mozilla/firefox/ab.default');
      for (const path of [chromium, firefox]) {
        await mkdir(path, { recursive: true });
        await run('certutil', ['-N', '--empty-password', '-d', `sql:${path}`]);
      }
      const mine = join(stateFile(environment, 'certificates'), 'edge.crt');
      await run('certutil', ['-A', '-t', 'P,,', '-n', 'mine', '-i', mine, '-d', `sql:${chromium}`]);
      const put = () => trust(machine, environment, authority, ['chromium', 'firefox']);
      expect((await put()).map(({ path, result }) => [path, result])).toEqual([
        [chromium, 'done'],
        [firefox, 'done'],
      ]);
      for (const path of [chromium, firefox]) expect(await list(path)).toMatch(`${authority.nickname} `);
      const verified = await run('certutil', [
        '-V',
        '-u',
        'L',
        '-n',
        authority.nickname,
        '-d',
        `sql:${chromium}`,
      ]);
      expect(verified.stdout).toContain('certificate is valid');
      expect((await put()).map(({ result }) => result)).toEqual(['already', 'already']);
      await rm(firefox, { recursive: true });
      expect((await undo(machine, environment)).map(({ result }) => result)).toEqual(['done', 'already']);
      expect(await list(chromium)).not.toContain(authority.nickname);
      expect(await list(chromium)).toContain('mine ');
    });
  });

  it.runIf(hasCertutil)('are made for a Chromium that was never started', async () => {
    await inSandbox(async ({ machine, environment, authority }) => {
      const installed: TrustMachine = {
        ...machine,
        run: async (program, args) => (program === 'sh' ? ended(0) : await machine.run(program, args)),
      };
      const path = join(machine.home, '.pki', 'nssdb');
      expect(await trust(installed, environment, authority, ['chromium'])).toEqual([
        { kind: 'chromium', path, result: 'done' },
      ]);
      expect(await list(path)).toMatch(`${authority.nickname} `);
    });
  });

  it('are left where certutil is missing, and it is said which package has it', async () => {
    await inSandbox(
      async ({ machine, environment, authority }) => {
        const profile = join(machine.home, '.mozilla/firefox/ab.default');
        await mkdir(profile, { recursive: true });
        await writeFile(join(profile, 'cert9.db'), '');
        const outcomes = await trust(machine, environment, authority, ['firefox']);
        expect(outcomes).toMatchObject([
          { kind: 'firefox', result: 'failed', why: expect.stringContaining('libnss3-tools') },
        ]);
        expect(existsSync(join(machine.home, '.pki'))).toBe(false);
      },
      { run: async () => ended(127) },
    );
  });
});
