import { describe, expect, it } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import type { MachineFacts } from './machine-facts.ts';
import { needsCandidates, preparationPlan } from './preparation-plan.ts';
import { titleOf } from './prepare-machine.ts';

const ready: MachineFacts = {
  platform: 'linux',
  distribution: { id: 'debian', codename: 'bookworm' },
  isRoot: true,
  hasSystemd: false,
  engine: { answers: true, version: '20.10.24', memoryMiB: 8000, cpus: 2 },
  programs: { docker: true, dockerd: true },
  composeVersion: '2.26.1',
  candidates: {},
  disks: [],
};
const { composeVersion: _, ...withoutCompose } = ready;
const bare: MachineFacts = {
  ...withoutCompose,
  engine: { answers: false, why: 'The container engine does not respond (ENOENT).' },
  programs: { docker: false, dockerd: false },
};
const bookworm = { 'docker.io': '20.10.24+dfsg1-1', 'docker-compose': '1.29.2-3' };
const trixie = { 'docker.io': '26.1.5', 'docker-cli': '26.1.5', 'docker-compose': '2.26.1-4' };
const noble = {
  'docker.io': '27.5.1',
  'docker-compose': '1.29.2-6',
  'docker-compose-v2': '2.33.0+ds1-0ubuntu1',
};

function refusal(facts: MachineFacts): { readonly code: string; readonly hint: string | undefined } | string {
  try {
    return preparationPlan(facts).map(titleOf).join('; ');
  } catch (error) {
    return error instanceof Failure ? { code: error.code, hint: error.hint } : String(error);
  }
}

describe('preparationPlan', () => {
  it('does nothing on a machine that is ready, and does not even ask apt', () => {
    expect([preparationPlan(ready), needsCandidates(ready)]).toEqual([[], false]);
  });

  it('installs and starts everything on a bare Debian 12, with Compose out of a later release', () => {
    expect(preparationPlan({ ...bare, candidates: bookworm })).toEqual([
      { kind: 'apt-install', packages: ['docker.io', 'debootstrap'] },
      { kind: 'unpack-compose', suite: 'trixie' },
      { kind: 'start-engine', by: 'hand' },
    ]);
  });

  it('installs everything from the own packages of a bare Debian 13, where the client is apart', () => {
    expect(preparationPlan({ ...bare, candidates: trixie, hasSystemd: true })).toEqual([
      { kind: 'apt-install', packages: ['docker.io', 'debootstrap', 'docker-cli', 'docker-compose'] },
      { kind: 'start-engine', by: 'systemd' },
    ]);
  });

  it('takes the package of Compose 2 on Ubuntu', () => {
    const ubuntu = { ...bare, distribution: { id: 'ubuntu', codename: 'noble' }, candidates: noble };
    expect(preparationPlan(ubuntu)).toEqual([
      { kind: 'apt-install', packages: ['docker.io', 'debootstrap', 'docker-compose-v2'] },
      { kind: 'start-engine', by: 'hand' },
    ]);
  });

  it('keeps an installed client, and starts an installed engine', () => {
    const stopped = { ...ready, engine: bare.engine };
    expect([
      preparationPlan({ ...bare, programs: { docker: true, dockerd: false }, candidates: trixie }),
      preparationPlan(stopped),
    ]).toEqual([
      [
        { kind: 'apt-install', packages: ['docker.io', 'debootstrap', 'docker-compose'] },
        { kind: 'start-engine', by: 'hand' },
      ],
      [{ kind: 'start-engine', by: 'hand' }],
    ]);
  });

  it('adds only the plugin where the engine runs, also for a user who is not root', () => {
    expect([
      preparationPlan({ ...withoutCompose, candidates: bookworm }),
      preparationPlan({ ...withoutCompose, isRoot: false }),
    ]).toEqual([
      [{ kind: 'unpack-compose', suite: 'trixie' }],
      [{ kind: 'unpack-compose', suite: 'trixie' }],
    ]);
  });

  it('refuses where it may not install, and names what to do', () => {
    expect([
      refusal({ ...bare, isRoot: false }),
      refusal({ ...bare, distribution: { id: 'fedora', codename: '' } }),
      refusal({ ...withoutCompose, distribution: { id: 'fedora', codename: '' } }),
    ]).toEqual([
      {
        code: 'MACHINE_NO_ENGINE',
        hint: 'Run `npx -y pnpm@12 local:doctor --fix` as root, which installs it, or `sudo apt-get install docker.io`.',
      },
      {
        code: 'MACHINE_NO_COMPOSE',
        hint: 'Install it (package docker-compose-v2 on Ubuntu, part of Docker Desktop elsewhere).',
      },
      {
        code: 'MACHINE_NO_COMPOSE',
        hint: 'Install it (package docker-compose-v2 on Ubuntu, part of Docker Desktop elsewhere).',
      },
    ]);
  });

  it('says what it is going to install', () => {
    expect(preparationPlan({ ...bare, candidates: bookworm }).map(titleOf)).toEqual([
      'Install docker.io, debootstrap (apt-get)',
      'Install the Compose plugin for this user (from Debian trixie)',
      'Start the container engine',
    ]);
  });

  it('starts no engine but the one that DOCKER_HOST names', () => {
    const silent = { ...bare, programs: ready.programs, givenEngine: 'unix:///run/user/1000/docker.sock' };
    expect([refusal(silent), needsCandidates(silent)]).toEqual([
      {
        code: 'MACHINE_NO_ENGINE',
        hint: 'Start the engine at unix:///run/user/1000/docker.sock, or unset DOCKER_HOST (or `docker context use default`).',
      },
      false,
    ]);
  });
});
