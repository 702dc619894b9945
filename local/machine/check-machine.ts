import { command } from '../../failure/command.ts';
import { isAtLeast } from './compare-versions.ts';
import { type MachineFacts, type MachineNeeds, oldestCompose, oldestEngine } from './machine-facts.ts';

/** One requirement of the machine, and whether it is met. */
export interface MachineCheck {
  readonly name: string;
  readonly status: 'ok' | 'missing';
  /** The code that a `Failure` about it has. */
  readonly code: string;
  readonly found: string;
  readonly needed: string;
  /** What is wrong, as a sentence; empty when it is ok. */
  readonly problem: string;
  /** What the user can do; empty when it is ok. */
  readonly action: string;
}

/** Compares what was found with what is needed, one check a line for people. */
export function checkMachine(facts: MachineFacts, needs: MachineNeeds): readonly MachineCheck[] {
  return [
    checkEngine(facts),
    checkClient(facts),
    checkCompose(facts),
    checkMemory(facts, needs),
    ...facts.disks.map((disk) =>
      check({
        name: `disk for ${disk.holds}`,
        code: 'MACHINE_NO_DISK',
        isOk: disk.freeMiB >= needs.diskMiB,
        found: `${disk.freeMiB} MiB free at ${disk.path}`,
        needed: `${needs.diskMiB} MiB`,
        problem: `Only ${disk.freeMiB} MiB of disk space for ${disk.holds} are free at ${disk.path}; ${needs.diskMiB} MiB are required.`,
        action: 'Free disk space, or lower PARITY_NEEDED_DISK_MIB if you know that less will do.',
      }),
    ),
  ];
}

function checkEngine({ engine, ...facts }: MachineFacts): MachineCheck {
  const isNew = engine.answers && isAtLeast(engine.version, oldestEngine);
  return check({
    name: 'container engine',
    code: engine.answers ? 'MACHINE_OLD_ENGINE' : 'MACHINE_NO_ENGINE',
    isOk: isNew,
    found: engine.answers ? `Docker ${engine.version}` : engine.why,
    needed: `Docker ${oldestEngine} or later`,
    problem: engine.answers ? tooOld('Docker', engine.version, oldestEngine) : engine.why,
    action: engine.answers ? 'Upgrade Docker.' : howToGetEngine(facts),
  });
}

/** What to do about a missing engine on a machine like this one. */
export function howToGetEngine(facts: Omit<MachineFacts, 'engine'>): string {
  if (facts.givenEngine !== undefined) {
    return `Start the engine at ${facts.givenEngine}, or unset DOCKER_HOST (or \`docker context use default\`).`;
  }
  if (facts.platform === 'darwin' || facts.platform === 'win32') {
    return 'Install and start Docker Desktop (or another engine with a Docker socket).';
  }
  if (facts.programs.dockerd) {
    return facts.hasSystemd
      ? 'Start it with `sudo systemctl start docker`, and give your user access to its socket (group docker).'
      : `Start dockerd as root, or run \`${command('local:doctor')} --fix\` as root, which starts it.`;
  }
  return isAptDistribution(facts.distribution.id)
    ? `Run \`${command('local:doctor')} --fix\` as root, which installs it, or \`sudo apt-get install docker.io\`.`
    : `Install Docker with this system’s package manager (${facts.distribution.id || facts.platform}).`;
}

/** Whether the toolkit knows how to install packages on this distribution. */
export function isAptDistribution(id: string): boolean {
  return id === 'debian' || id === 'ubuntu';
}

function checkClient(facts: MachineFacts): MachineCheck {
  return check({
    name: 'docker command',
    code: 'MACHINE_NO_DOCKER_COMMAND',
    isOk: facts.programs.docker,
    found: facts.programs.docker ? 'found' : 'not found',
    needed: 'on PATH',
    problem: '`docker` is not on PATH.',
    action: 'Install the Docker client (package docker-cli or docker.io on Debian).',
  });
}

function checkCompose(facts: MachineFacts): MachineCheck {
  const version = facts.composeVersion;
  return check({
    name: 'Compose plugin',
    code: 'MACHINE_NO_COMPOSE',
    isOk: version !== undefined && isAtLeast(version, oldestCompose),
    found: version === undefined ? 'not found' : `Compose ${version}`,
    needed: `Compose ${oldestCompose} or later`,
    problem:
      version === undefined
        ? `Compose plugin not found; ${oldestCompose} or later is required.`
        : tooOld('The Compose plugin', version, oldestCompose),
    action: 'Install the Compose plugin (package docker-compose-v2 on Ubuntu, docker-compose on Debian 13).',
  });
}

function checkMemory(facts: MachineFacts, needs: MachineNeeds): MachineCheck {
  const known = [facts.availableMemoryMiB, facts.engine.answers ? facts.engine.memoryMiB : undefined];
  const have = Math.min(...known.filter((memory) => memory !== undefined));
  return check({
    name: 'memory',
    code: 'MACHINE_NO_MEMORY',
    isOk: have >= needs.memoryMiB,
    found: Number.isFinite(have) ? `${have} MiB available` : 'unknown',
    needed: `${needs.memoryMiB} MiB`,
    problem: `Only ${have} MiB of memory are available; ${needs.memoryMiB} MiB are required.`,
    action:
      'Close other programs or give the engine more memory, or lower PARITY_NEEDED_MEMORY_MIB if you know that less will do.',
  });
}

function check(given: Omit<MachineCheck, 'status'> & { readonly isOk: boolean }): MachineCheck {
  const { isOk, problem, action, ...rest } = given;
  return {
    ...rest,
    status: isOk ? 'ok' : 'missing',
    problem: isOk ? '' : problem,
    action: isOk ? '' : action,
  };
}

function tooOld(program: string, version: string, oldest: string): string {
  return `${program} ${version} is too old; ${oldest} or later is required.`;
}
