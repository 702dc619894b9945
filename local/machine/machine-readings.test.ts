import { expect, it } from 'vitest';
import { parsePolicy } from './apt.ts';
import { isAtLeast } from './compare-versions.ts';
import { parseDistribution } from './distribution.ts';
import { machineNeeds } from './machine-needs.ts';
import { startByHandArguments } from './start-engine.ts';
import { privateAptOptions } from './unpack-compose.ts';

it('compares the numbers of versions, whatever a distribution adds', () => {
  expect(
    [
      ['20.10.24+dfsg1', '20.10'],
      ['28.2.2', '20.10'],
      ['2.26.1-4', '2.1'],
      ['v2.1.0', '2.1'],
      ['5:20.10.7', '20.10'],
      ['19.03.1', '20.10'],
      ['1.29.2-3', '2.1'],
      ['nonsense', '1'],
    ].map(([version = '', oldest = '']) => isAtLeast(version, oldest)),
  ).toEqual([true, true, true, true, true, false, false, false]);
});

it('reads what apt would install', () => {
  const text = [
    'docker.io:',
    '  Installed: (none)',
    '  Candidate: 20.10.24+dfsg1-1',
    '  Version table:',
    'debootstrap:',
    '  Installed: (none)',
    '  Candidate: (none)',
  ].join('\n');
  expect(parsePolicy(text)).toEqual({ 'docker.io': '20.10.24+dfsg1-1' });
});

it('reads the distribution, quoted or not', () => {
  expect([
    parseDistribution('PRETTY_NAME="Debian"\nVERSION_CODENAME=bookworm\nID=debian\n'),
    parseDistribution('ID="ubuntu"\nVERSION_CODENAME="noble"'),
    parseDistribution(''),
  ]).toEqual([
    { id: 'debian', codename: 'bookworm' },
    { id: 'ubuntu', codename: 'noble' },
    { id: '', codename: '' },
  ]);
});

it('needs less when everything is installed, and whatever the user sets', () => {
  expect([
    machineNeeds({}, true),
    machineNeeds({}, false),
    machineNeeds({ PARITY_NEEDED_MEMORY_MIB: '2048', PARITY_NEEDED_DISK_MIB: '' }, true),
  ]).toEqual([
    { memoryMiB: 4096, diskMiB: 10_240 },
    { memoryMiB: 512, diskMiB: 1024 },
    { memoryMiB: 2048, diskMiB: 10_240 },
  ]);
});

it.each(['much', '0x10', '1e3', '-1', '1.5'])('refuses a need of %s', (PARITY_NEEDED_DISK_MIB) => {
  expect(() => machineNeeds({ PARITY_NEEDED_DISK_MIB }, true)).toThrow(
    expect.objectContaining({
      message: `PARITY_NEEDED_DISK_MIB must be a whole number of MiB, not '${PARITY_NEEDED_DISK_MIB}'.`,
      exitCode: 2,
    }),
  );
});

it('starts an engine once, with its process id and its log kept', () => {
  expect(startByHandArguments('/state', '/usr/sbin/dockerd')).toEqual([
    '--start',
    '--oknodo',
    '--background',
    '--make-pidfile',
    '--pidfile',
    '/state/dockerd.pid',
    '--output',
    '/state/dockerd.log',
    '--exec',
    '/usr/sbin/dockerd',
  ]);
});

it('keeps apt off the files of the machine', () => {
  expect(privateAptOptions('/work').filter((option) => option !== '-o')).toEqual([
    'Dir::Etc::sourcelist=/work/sources.list',
    'Dir::Etc::sourceparts=/work/none',
    'Dir::State=/work/state',
    'Dir::State::status=/var/lib/dpkg/status',
    'Dir::Cache=/work/cache',
    'APT::Sandbox::User=',
  ]);
});
