import { Failure } from '../../failure/failure.ts';
import { joinedHints } from '../../failure/joined-hints.ts';

/** The parts of a release or of a deployment, by what each brings to its environment. */
export type StageName =
  | 'bootstrap'
  | 'infrastructure'
  | 'build'
  | 'push'
  | 'scan'
  | 'assets'
  | 'set-up'
  | 'migrate'
  | 'seed'
  | 'services'
  | 'edge'
  | 'record';

const image = ['build', 'push', 'scan', 'assets'] as const;

/**
 * The order of a release of an image to services that run: it is built, pushed and scanned before anything of it runs, and
 * its migrations run before any of its tasks serves. What the edge keeps is replaced once all tasks are of it.
 */
export const releaseOrder = [
  ...image,
  ...(['migrate', 'services', 'edge', 'record'] as const),
] as const satisfies Order;

/**
 * The order of a first deployment: everything but tasks comes first, since the image's repository and the database are
 * among it.
 */
export const firstDeploymentOrder = [
  ...(['bootstrap', 'infrastructure'] as const),
  ...image,
  ...(['set-up', 'migrate', 'seed', 'services', 'edge', 'record'] as const),
] as const satisfies Order;

/**
 * The order of a later deployment. The infrastructure comes before the migrations, with the image that runs: what they and
 * the new tasks need is there, and a fault of the new image has shown before.
 */
export const deploymentOrder = [
  'bootstrap',
  ...image,
  ...(['infrastructure', 'set-up', 'migrate', 'services', 'edge', 'record'] as const),
] as const satisfies Order;

type Order = readonly StageName[];

/** What to say of an environment when a stage fails. */
export interface StageReport {
  /** Such as `staging`. */
  readonly environment: string;
  /** What goes on from where this one stopped, such as `npx -y pnpm@12 store:release --env staging`. */
  readonly command: string;
}

/** Runs stages one after another. A failure of one ends them, says what state things are in, and what to run. */
export async function runStages<Stage extends StageName>(
  stages: readonly Stage[],
  work: Readonly<Record<Stage, () => Promise<void>>>,
  report: StageReport,
): Promise<void> {
  for (const stage of stages) {
    try {
      await work[stage]();
    } catch (error) {
      throw failedIn(stage, error, report);
    }
  }
}

function failedIn(stage: StageName, error: unknown, report: StageReport): unknown {
  const failure = isOfAws(error) ? refusedByAws(error) : error;
  if (!(failure instanceof Failure)) return error;
  const { code, message, hint, exitCode } = failure;
  return new Failure(code, `${message}\n${stateAfter(stage, report)}`, {
    cause: error,
    exitCode,
    hint: hintWith(hint, report),
  });
}

function hintWith(hint: string | undefined, { command }: StageReport): string {
  const again = `${command} again: it goes on from there.`;
  if (hint === undefined) return `Run ${again}`;
  return hint.includes(command) ? hint : joinedHints(hint, `Then run ${again}`);
}

/** The SDK puts this on each error of a call that it made, answered or not. */
function isOfAws(error: unknown): error is Error {
  return error instanceof Error && '$metadata' in error;
}

function refusedByAws(error: Error): Failure {
  return new Failure('AWS_CALL_FAILED', `A call of AWS failed: ${error.message} (${error.name})`, {
    cause: error,
    hint: 'Check the connection, and what the role or user may do.',
  });
}

function stateAfter(stage: StageName, { environment }: StageReport): string {
  switch (stage) {
    case 'bootstrap':
      return `Nothing was changed in ${environment}.`;
    case 'build':
      return `Nothing runs differently in ${environment}: the image was not built.`;
    case 'infrastructure':
      return `No task of the new image was started in ${environment}; CloudFormation says above what became of the stack.`;
    case 'push':
      return `Nothing runs differently in ${environment}: the image is not in its repository yet.`;
    case 'scan':
      return `Nothing runs differently in ${environment}: the image is in its repository, and nothing runs it.`;
    case 'assets':
      return `Nothing runs differently in ${environment}: the services run what they ran, with their assets.`;
    case 'set-up':
    case 'migrate':
    case 'seed':
      return `No service was started or changed in ${environment}; what ran of it in the database stays.`;
    case 'services':
      return `Migrations that ran before it stay in the database of ${environment}.`;
    case 'edge':
      return `The services of ${environment} run the release; the edge may still have earlier contents of assets that kept their names.`;
    case 'record':
      return `The services of ${environment} run the release; only its record is not complete.`;
  }
}
