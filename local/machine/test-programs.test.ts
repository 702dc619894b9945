import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { findChromium } from './find-chromium.ts';
import { checkTestPrograms, packagesForTests, readTestPrograms } from './test-programs.ts';

const debian = { distribution: { id: 'debian', codename: 'trixie' }, isRoot: true };
const ubuntu = { distribution: { id: 'ubuntu', codename: 'noble' }, isRoot: true };
const mac = { distribution: { id: '', codename: '' }, isRoot: false };
const everything = { chromium: '140.0', aws: '2.31.0', pip: '25.1', certutil: 'found' };

function refusal(...[found, machine]: Parameters<typeof packagesForTests>): string {
  try {
    return packagesForTests(found, machine).join(' ');
  } catch (error) {
    return error instanceof Failure ? `${error.code}: ${error.message} ${error.hint}` : String(error);
  }
}

describe('packagesForTests', () => {
  it('installs nothing where everything is there, whatever the machine is', () => {
    expect([debian, ubuntu, mac].flatMap((machine) => packagesForTests(everything, machine))).toEqual([]);
  });

  it('installs all that is missing on a bare Debian, as root', () => {
    expect(packagesForTests({}, debian)).toEqual(['chromium', 'awscli', 'python3-pip', 'libnss3-tools']);
  });

  it('installs only what is missing', () => {
    expect(packagesForTests({ chromium: '140.0', pip: '25.1', certutil: 'found' }, ubuntu)).toEqual([
      'awscli',
    ]);
  });

  it('names all that is missing at once where not all of it can be installed, and installs nothing', () => {
    expect(refusal({ pip: '25.1', certutil: 'found' }, ubuntu)).toBe(
      'MACHINE_NO_TEST_PROGRAM: The tests need Chromium, AWS CLI. Install Chromium or Google Chrome, or set CHROMIUM to the path of one. Run `npx -y pnpm@12 local:doctor --tests --fix` as root, which installs it, or `sudo apt-get install awscli`.',
    );
    expect(refusal({}, { ...debian, isRoot: false })).toMatch(
      /^MACHINE_NO_TEST_PROGRAM: .*install python3-pip/,
    );
    expect(refusal({ aws: '2.31.0', certutil: 'found' }, mac)).toBe(
      'MACHINE_NO_TEST_PROGRAM: The tests need Chromium, pip (Python 3). Install Chromium or Google Chrome, or set CHROMIUM to the path of one. Install Python 3 with pip.',
    );
  });
});

it('says of each program whether it is there, and what to do about those that are not', () => {
  const checks = checkTestPrograms({ aws: '2.31.0', pip: '25.1' }, mac);
  expect(checks.map(({ name, status, found, action }) => [name, status, found, action])).toEqual([
    ['Chromium', 'missing', 'not found', expect.stringContaining('CHROMIUM')],
    ['AWS CLI', 'ok', '2.31.0', ''],
    ['pip (Python 3)', 'ok', '25.1', ''],
    ['certutil (NSS)', 'missing', 'not found', expect.stringContaining('nss-tools')],
  ]);
});

describe('programs', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'test-programs-'));
    const says = {
      'google-chrome': 'Google Chrome 140.0.7339.80',
      aws: 'aws-cli/2.31.0 Python/3.13.7 Linux/6',
    };
    for (const [name, text] of Object.entries(says)) await program(name, `echo '${text}'`);
    await program('python3', 'echo "No module named pip" >&2; exit 1');
  });
  afterAll(async () => await rm(folder, { recursive: true }));

  async function program(name: string, script: string): Promise<void> {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }

  it('are found on PATH with their versions; a Python without pip is none', async () => {
    expect(await readTestPrograms({ PATH: folder })).toEqual({ chromium: '140.0.7339.80', aws: '2.31.0' });
  });

  it('the browser is the one that CHROMIUM names, and no other', async () => {
    const [other, absent] = [join(folder, 'aws'), join(folder, 'absent')];
    expect(await findChromium({ PATH: folder, CHROMIUM: other })).toBe(other);
    expect(await findChromium({ PATH: folder, CHROMIUM: absent })).toBeUndefined();
    expect(await findChromium({ PATH: folder, CHROMIUM: '' })).toBe(join(folder, 'google-chrome'));
  });
});
