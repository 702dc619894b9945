import { describe, expect, it } from 'vitest';
import { checkMachine } from './check-machine.ts';
import type { MachineFacts } from './machine-facts.ts';

const facts: MachineFacts = {
  platform: 'linux',
  distribution: { id: 'debian', codename: 'bookworm' },
  isRoot: false,
  hasSystemd: true,
  engine: { answers: true, version: '20.10.24+dfsg1', memoryMiB: 8000, cpus: 2 },
  programs: { docker: true, dockerd: true },
  composeVersion: '2.26.1-4',
  candidates: {},
  availableMemoryMiB: 6000,
  disks: [{ holds: 'images', path: '/var/lib/docker', freeMiB: 20_000 }],
};
const needs = { memoryMiB: 4096, diskMiB: 10_240 };

const problems = (changed: Partial<MachineFacts>) =>
  checkMachine({ ...facts, ...changed }, needs)
    .filter((check) => check.status !== 'ok')
    .map(({ code, found, needed, problem, action }) => ({ code, found, needed, problem, action }));

describe('checkMachine', () => {
  it('finds nothing wrong with a machine that has everything', () => {
    expect(
      checkMachine(facts, needs).map(({ name, status, found }) => `${name}: ${status}, ${found}`),
    ).toEqual([
      'container engine: ok, Docker 20.10.24+dfsg1',
      'docker command: ok, found',
      'Compose plugin: ok, Compose 2.26.1-4',
      'memory: ok, 6000 MiB available',
      'disk for images: ok, 20000 MiB free at /var/lib/docker',
    ]);
  });

  it('says what was found, what is needed and what to do', () => {
    expect(
      problems({
        engine: { answers: true, version: '19.03.1', memoryMiB: 2000, cpus: 2 },
        composeVersion: '1.29.2',
        disks: [{ holds: 'images', path: '/data', freeMiB: 500 }],
      }),
    ).toEqual([
      {
        code: 'MACHINE_OLD_ENGINE',
        found: 'Docker 19.03.1',
        needed: 'Docker 20.10 or later',
        problem: 'Docker 19.03.1 is too old; 20.10 or later is required.',
        action: 'Upgrade Docker.',
      },
      {
        code: 'MACHINE_NO_COMPOSE',
        found: 'Compose 1.29.2',
        needed: 'Compose 2.1 or later',
        problem: 'The Compose plugin 1.29.2 is too old; 2.1 or later is required.',
        action:
          'Install the Compose plugin (package docker-compose-v2 on Ubuntu, docker-compose on Debian 13).',
      },
      {
        code: 'MACHINE_NO_MEMORY',
        found: '2000 MiB available',
        needed: '4096 MiB',
        problem: 'Only 2000 MiB of memory are available; 4096 MiB are required.',
        action:
          'Close other programs or give the engine more memory, or lower PARITY_NEEDED_MEMORY_MIB if you know that less will do.',
      },
      {
        code: 'MACHINE_NO_DISK',
        found: '500 MiB free at /data',
        needed: '10240 MiB',
        problem: 'Only 500 MiB of disk space for images are free at /data; 10240 MiB are required.',
        action: 'Free disk space, or lower PARITY_NEEDED_DISK_MIB if you know that less will do.',
      },
    ]);
  });

  it('says in a sentence what a machine does not have', () => {
    const { composeVersion: _, ...withoutCompose } = facts;
    const bare: MachineFacts = {
      ...withoutCompose,
      programs: { docker: false, dockerd: true },
      engine: { answers: false, why: 'The container engine does not respond (ENOENT).' },
    };
    const missing = checkMachine(bare, needs).filter(({ status }) => status === 'missing');
    expect(missing.map(({ problem }) => problem)).toEqual([
      'The container engine does not respond (ENOENT).',
      '`docker` is not on PATH.',
      'Compose plugin not found; 2.1 or later is required.',
    ]);
  });

  it('knows the way to an engine on each kind of machine', () => {
    const silent = { answers: false, why: 'The container engine does not respond (ENOENT).' } as const;
    const actionOn = (changed: Partial<MachineFacts>) => problems({ engine: silent, ...changed })[0]?.action;
    const none = { docker: true, dockerd: false };
    expect([
      actionOn({}),
      actionOn({ hasSystemd: false }),
      actionOn({ programs: none }),
      actionOn({ programs: none, distribution: { id: 'fedora', codename: '' } }),
      actionOn({ programs: none, platform: 'darwin' }),
    ]).toEqual([
      'Start it with `sudo systemctl start docker`, and give your user access to its socket (group docker).',
      'Start dockerd as root, or run `npx -y pnpm@12 local:doctor --fix` as root, which starts it.',
      'Run `npx -y pnpm@12 local:doctor --fix` as root, which installs it, or `sudo apt-get install docker.io`.',
      'Install Docker with this system’s package manager (fedora).',
      'Install and start Docker Desktop (or another engine with a Docker socket).',
    ]);
  });
});
