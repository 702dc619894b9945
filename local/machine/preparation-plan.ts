import { Failure } from '../../failure/failure.ts';
import { howToGetEngine, isAptDistribution } from './check-machine.ts';
import { isAtLeast } from './compare-versions.ts';
import { type MachineFacts, oldestCompose } from './machine-facts.ts';

/** One thing that is done to a machine before anything of the local environment starts. */
export type PreparationStep =
  | { readonly kind: 'apt-install'; readonly packages: readonly string[] }
  /** The plugin out of a package of this suite, for this user only; the machine's packages stay as they are. */
  | { readonly kind: 'unpack-compose'; readonly suite: string }
  | { readonly kind: 'start-engine'; readonly by: 'systemd' | 'hand' };

const composePackages = ['docker-compose-v2', 'docker-compose'];
/** The packages whose candidates a plan depends on. */
export const packagesOfInterest = ['docker.io', 'docker-cli', ...composePackages];
/** The first Debian whose `docker-compose` is Compose 2; the plugin in it needs nothing but libc. */
const suiteWithCompose = 'trixie';

/**
 * What has to be done so that an engine and Compose are installed and running, given apt's candidates; empty when they are.
 * Raises `MACHINE_NO_ENGINE` or `MACHINE_NO_COMPOSE` where it may not be done: without root, or elsewhere than on
 * Debian and Ubuntu.
 */
export function preparationPlan(facts: MachineFacts): readonly PreparationStep[] {
  if (isSilentElsewhere(facts)) throw noEngine(facts);
  const compose = planCompose(facts);
  const packages = [...enginePackages(facts), ...(compose.kind === 'apt' ? [compose.package] : [])];
  return [
    ...(packages.length === 0 ? [] : [{ kind: 'apt-install', packages } as const]),
    ...(compose.kind === 'unpack' ? [{ kind: 'unpack-compose', suite: compose.suite } as const] : []),
    ...(facts.engine.answers
      ? []
      : [{ kind: 'start-engine', by: facts.hasSystemd ? 'systemd' : 'hand' } as const]),
  ];
}

/** Whether a plan can be made only after apt has read its sources. */
export function needsCandidates(facts: MachineFacts): boolean {
  const mayInstall = facts.isRoot && isAptDistribution(facts.distribution.id) && !isSilentElsewhere(facts);
  return mayInstall && (!hasCompose(facts) || (!facts.engine.answers && !facts.programs.dockerd));
}

/** An engine that the user chose is the user's to start: the machine's own one would not answer there. */
function isSilentElsewhere(facts: MachineFacts): boolean {
  return !facts.engine.answers && facts.givenEngine !== undefined;
}

function enginePackages(facts: MachineFacts): readonly string[] {
  if (facts.engine.answers && facts.programs.docker) return [];
  if (!facts.isRoot || !isAptDistribution(facts.distribution.id)) throw noEngine(facts);
  // Newer releases have the client in a package of its own, which docker.io only recommends.
  const client = facts.programs.docker || !('docker-cli' in facts.candidates) ? [] : ['docker-cli'];
  if (facts.engine.answers) return client.length === 0 ? ['docker.io'] : client;
  return facts.programs.dockerd ? client : ['docker.io', 'debootstrap', ...client];
}

type ComposePlan =
  | { readonly kind: 'there' }
  | { readonly kind: 'apt'; readonly package: string }
  | { readonly kind: 'unpack'; readonly suite: string };

function planCompose(facts: MachineFacts): ComposePlan {
  if (hasCompose(facts)) return { kind: 'there' };
  const known = composePackages.find((name) => isAtLeast(facts.candidates[name] ?? '0', oldestCompose));
  if (known !== undefined && facts.isRoot) return { kind: 'apt', package: known };
  if (facts.distribution.id === 'debian') return { kind: 'unpack', suite: suiteWithCompose };
  throw new Failure('MACHINE_NO_COMPOSE', 'Docker’s Compose plugin, version 2, is missing.', {
    hint: 'Install it (package docker-compose-v2 on Ubuntu, part of Docker Desktop elsewhere).',
  });
}

function hasCompose(facts: MachineFacts): boolean {
  return facts.composeVersion !== undefined && isAtLeast(facts.composeVersion, oldestCompose);
}

function noEngine(facts: MachineFacts): Failure {
  const why = facts.engine.answers ? '`docker` is not on PATH.' : facts.engine.why;
  return new Failure('MACHINE_NO_ENGINE', `No container engine can be used: ${why}`, {
    hint: howToGetEngine(facts),
  });
}
