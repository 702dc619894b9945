import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import { run } from '../processes/run.ts';
import { isAptDistribution, type MachineCheck } from './check-machine.ts';
import { findChromium } from './find-chromium.ts';
import type { MachineFacts } from './machine-facts.ts';

/** What the tests run, and the local environment does not. */
export type TestProgram = 'chromium' | 'aws' | 'pip' | 'certutil';

/** The version of each program that is there, as it says it. */
export type TestPrograms = Readonly<Partial<Record<TestProgram, string>>>;

interface Known {
  readonly name: string;
  /** The package of Debian that has it. */
  readonly debian: string;
  readonly action: string;
}

const known: Readonly<Record<TestProgram, Known>> = {
  chromium: {
    name: 'Chromium',
    debian: 'chromium',
    action: 'Install Chromium or Google Chrome, or set CHROMIUM to the path of one.',
  },
  aws: { name: 'AWS CLI', debian: 'awscli', action: 'Install the AWS CLI, version 2.' },
  pip: { name: 'pip (Python 3)', debian: 'python3-pip', action: 'Install Python 3 with pip.' },
  certutil: {
    name: 'certutil (NSS)',
    debian: 'libnss3-tools',
    action: 'Install certutil: dnf install nss-tools, pacman -S nss or brew install nss.',
  },
};

const all: readonly TestProgram[] = ['chromium', 'aws', 'pip', 'certutil'];

/** Asks the programs of the tests for their versions. */
export async function readTestPrograms(environment: NodeJS.ProcessEnv): Promise<TestPrograms> {
  const chromium = await findChromium(environment);
  const calls: readonly (readonly [TestProgram, string, readonly string[]])[] = [
    ...(chromium === undefined ? [] : [['chromium', chromium, ['--version']] as const]),
    ['aws', 'aws', ['--version']],
    ['pip', 'python3', ['-m', 'pip', '--version']],
    // It has no call that ends well without a database.
    ['certutil', 'sh', ['-c', 'command -v certutil']],
  ];
  const asked = calls.map(async ([program, path, args]) => {
    const { exitCode, stdout } = await run(path, args, { env: environment, allowFailure: true });
    const version = /\d+\.[\w.]*/.exec(stdout)?.[0];
    return exitCode === 0 ? [[program, version ?? 'found'] as const] : [];
  });
  return Object.fromEntries((await Promise.all(asked)).flat());
}

/** Compares the programs that were found with those that the tests need, one check a line for people. */
export function checkTestPrograms(found: TestPrograms, machine: MachineOfTests): readonly MachineCheck[] {
  return all.map((program) => {
    const { name, debian, action } = known[program];
    const version = found[program];
    const check = { name, code: 'MACHINE_NO_TEST_PROGRAM', needed: 'for the tests' };
    if (version !== undefined) return { ...check, status: 'ok', found: version, problem: '', action: '' };
    const byApt = `Run \`${command('local:doctor')} --tests --fix\` as root, which installs it, or \`sudo apt-get install ${debian}\`.`;
    return {
      ...check,
      status: 'missing',
      found: 'not found',
      problem: `${name} was not found; the tests need it.`,
      action: hasPackage(program, machine) ? byApt : action,
    };
  });
}

type MachineOfTests = Pick<MachineFacts, 'distribution' | 'isRoot'>;

/** Ubuntu has Chromium as a snap only, which needs a daemon that a container does not run. */
function hasPackage(program: TestProgram, { distribution }: MachineOfTests): boolean {
  return isAptDistribution(distribution.id) && (program !== 'chromium' || distribution.id === 'debian');
}

/**
 * The packages that are to be installed for the tests; none where all is there. Raises `MACHINE_NO_TEST_PROGRAM`, with
 * all that is missing and how to get it, where not all of it may be installed.
 */
export function packagesForTests(found: TestPrograms, machine: MachineOfTests): readonly string[] {
  const missing = all.filter((program) => found[program] === undefined);
  const isAllowed = machine.isRoot && missing.every((program) => hasPackage(program, machine));
  if (!isAllowed && missing.length > 0) throw missingPrograms(missing, found, machine);
  return missing.map((program) => known[program].debian);
}

function missingPrograms(
  missing: readonly TestProgram[],
  found: TestPrograms,
  machine: MachineOfTests,
): Failure {
  const names = missing.map((program) => known[program].name);
  const actions = checkTestPrograms(found, machine).map(({ action }) => action);
  return new Failure('MACHINE_NO_TEST_PROGRAM', `The tests need ${names.join(', ')}.`, {
    hint: [...new Set(actions)].filter((action) => action !== '').join(' '),
  });
}
