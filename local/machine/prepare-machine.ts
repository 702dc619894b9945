import { Failure } from '../../failure/failure.ts';
import type { Progress, Step } from '../../progress/progress.ts';
import type { RunOptions } from '../processes/run.ts';
import { aptInstall, aptUpdate, readCandidates } from './apt.ts';
import { checkMachine, type MachineCheck } from './check-machine.ts';
import { readDistribution } from './distribution.ts';
import { type FactsOptions, gatherFacts, withSystemFolders } from './gather-facts.ts';
import type { MachineFacts, MachineNeeds } from './machine-facts.ts';
import {
  needsCandidates,
  type PreparationStep,
  packagesOfInterest,
  preparationPlan,
} from './preparation-plan.ts';
import { startEngine } from './start-engine.ts';
import { packagesForTests, readTestPrograms, type TestPrograms } from './test-programs.ts';
import { unpackCompose } from './unpack-compose.ts';

export interface PrepareOptions extends FactsOptions {
  readonly progress: Progress;
  readonly needs: MachineNeeds;
  readonly signal?: AbortSignal;
}

/**
 * Makes the machine ready: installs and starts what is missing where that is allowed, and says what it does.
 * Raises a `MACHINE_...` failure that names what was found, what is needed and what to do.
 */
export async function prepareMachine(options: PrepareOptions): Promise<MachineFacts> {
  const before = await factsForPlan(options);
  const plan = preparationPlan(before);
  for (const todo of plan) {
    await options.progress.step(titleOf(todo), (step) => carryOut(todo, step, options));
  }
  const facts = plan.length === 0 ? before : await gatherFacts(options);
  const missing = checkMachine(facts, options.needs).find((check) => check.status === 'missing');
  if (missing !== undefined) throw asFailure(missing);
  return facts;
}

/** Installs what the tests need besides, and says what is there; raises `MACHINE_NO_TEST_PROGRAM` before it does anything. */
export async function prepareForTests(
  options: Omit<PrepareOptions, 'needs' | 'engine' | 'stateFolder'>,
): Promise<TestPrograms> {
  const machine = { distribution: await readDistribution(), isRoot: process.getuid?.() === 0 };
  const found = await readTestPrograms(options.environment);
  const packages = packagesForTests(found, machine);
  if (packages.length === 0) return found;
  await options.progress.step(aptUpdateTitle, (step) => aptUpdate(processOptions(step, options)));
  const install = { kind: 'apt-install', packages } as const;
  await options.progress.step(titleOf(install), (step) =>
    aptInstall(packages, processOptions(step, options)),
  );
  return await readTestPrograms(options.environment);
}

const aptUpdateTitle = 'Update the package lists (apt-get update)';

async function factsForPlan(options: PrepareOptions): Promise<MachineFacts> {
  const facts = await gatherFacts(options);
  if (!needsCandidates(facts)) return facts;
  await options.progress.step(aptUpdateTitle, (step) => aptUpdate(processOptions(step, options)));
  return { ...facts, candidates: await readCandidates(facts.distribution.id, packagesOfInterest) };
}

/** What a step is about to do, so that nothing is installed without notice. */
export function titleOf(todo: PreparationStep): string {
  switch (todo.kind) {
    case 'apt-install':
      return `Install ${todo.packages.join(', ')} (apt-get)`;
    case 'unpack-compose':
      return `Install the Compose plugin for this user (from Debian ${todo.suite})`;
    case 'start-engine':
      return todo.by === 'systemd' ? 'Start the container engine (systemctl)' : 'Start the container engine';
  }
}

async function carryOut(todo: PreparationStep, step: Step, options: PrepareOptions): Promise<void> {
  const processes = processOptions(step, options);
  switch (todo.kind) {
    case 'apt-install':
      return await aptInstall(todo.packages, processes);
    case 'unpack-compose':
      return step.result(await unpackCompose(todo.suite, options.environment, processes));
    case 'start-engine':
      return await startEngine(todo.by, options.engine, processes);
  }
}

function processOptions(step: Step, options: Pick<PrepareOptions, 'environment' | 'signal'>): RunOptions {
  return {
    env: withSystemFolders(options.environment),
    onLine: (line) => step.note(line),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
}

function asFailure(check: MachineCheck): Failure {
  return new Failure(check.code, check.problem, { hint: check.action });
}
