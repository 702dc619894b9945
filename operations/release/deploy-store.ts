import { Failure } from '../../failure/failure.ts';
import type { Progress, Step } from '../../progress/progress.ts';
import { systemClock } from '../../time/clock.ts';
import { servicesOf } from '../await-services.ts';
import { followWhile } from '../new-tasks/follow-while.ts';
import { oneOffsOn, type RunOneOff } from '../one-off-task.ts';
import { readStoreCommands } from '../store-commands.ts';
import { withLines } from './fail-release.ts';
import { keepRunning } from './keep-running.ts';
import { markFailed } from './mark-failed.ts';
import { migrateImage } from './migrate-image.ts';
import { placeOfStack } from './place-of-stack.ts';
import { recordRelease } from './record-release.ts';
import { type BuiltImage, type ReleaseContext, type ReleasePlace, storefrontOf } from './release-context.ts';
import type { ReleaseResult } from './release-image.ts';
import { rollOut } from './roll-out.ts';
import type { Revisions } from './roll-out-on-ecs.ts';
import { runStoreStep, type StoreStep, seedStep, setUpStep } from './run-store-step.ts';
import type { StackDeployment } from './stack-deployment.ts';
import { deploymentOrder, firstDeploymentOrder, runStages } from './stages.ts';
import { storeRevisions } from './store-revisions.ts';

/** A deployment of the definition and of an image to an environment on AWS. */
export interface StoreDeployment extends ReleaseContext {
  readonly stack: StackDeployment;
  /** Tag of the image that the services run; undefined for an environment that runs none yet. */
  readonly runningTag: string | undefined;
  /** The tag of the image that is released. */
  readonly tag: string;
  /** Whether the definition has a task that makes the users of the database. */
  readonly hasSetUp: boolean;
}

/**
 * Deploys the definition with an image: in the order of a first deployment where nothing runs yet, else in that of a later
 * one. Raises the failure of the stage that failed, with what state the environment is in and what to run.
 */
export async function deployStore(deployment: StoreDeployment): Promise<ReleaseResult> {
  const { target, progress, ways, runningTag, tag, runAgain, signal } = deployment;
  const { stack, readPlace } = placeOfStack(target, deployment.stack);
  const isFirst = runningTag === undefined;
  let built: BuiltImage = { image: '', tag };
  let digest = '';
  let revisions: Revisions = {};
  const image = async () => ({ repositoryUri: (await readPlace()).RepositoryUri, tag });
  const oneOff = (title: string, storeStep: StoreStep) => runOneOffStep(deployment, title, storeStep);
  const work = {
    bootstrap: () => progress.step('Bootstrap', (step) => stack.bootstrap(step)),
    infrastructure: () =>
      progress.step('Infrastructure', async (step) => {
        const images = { imageTag: runningTag ?? tag, oneOffImageTag: tag, runsTasks: !isFirst };
        const change = () => stack.deploy(step, images);
        if (isFirst) await change();
        else await keepRunning({ target, readPlace, signal }, change);
      }),
    build: () =>
      progress.step('Image', async (step) => {
        built = await ways.build(step);
      }),
    push: () =>
      progress.step('Push', async (step) => {
        digest = await ways.push(step, built, (await image()).repositoryUri);
      }),
    scan: () => progress.step('Scan', (step) => ways.scan(step, digest)),
    assets: () => progress.step('Assets', (step) => ways.publishAssets(step, built)),
    'set-up': async () => {
      if (deployment.hasSetUp) await oneOff('Users', setUpStep);
    },
    migrate: () =>
      progress.step('Migrations', async (step) =>
        migrateImage(deployment, await target.clients.ecs(), await image(), step),
      ),
    seed: async () => {
      const { seed } = await readStoreCommands(target);
      if (seed !== undefined) await oneOff('Seeds', seedStep(seed));
    },
    services: async () => {
      revisions = await rollOutStack({ ...deployment, stack }, readPlace);
    },
    edge: () => progress.step('Edge', (step) => ways.serveAssets(step, tag)),
    record: () =>
      progress.step('Record', async (step) => {
        await ways.keepImage(step, digest, tag);
        await recordRelease(deployment, await readPlace(), await image(), revisions);
      }),
  };
  const report = { environment: target.environment, command: runAgain };
  if (isFirst) await runStages(firstDeploymentOrder, work, report);
  else await runStages(deploymentOrder, work, report);
  const { StorefrontUrl: storefrontUrl } = await readPlace();
  return { release: tag, digest, storefrontUrl, revisions };
}

async function runOneOffStep(
  {
    target,
    progress,
    signal,
    runAgain,
    clock = systemClock,
  }: Pick<StoreDeployment, 'target' | 'signal' | 'runAgain' | 'clock'> & {
    readonly progress: Pick<Progress, 'step'>;
  },
  title: string,
  storeStep: StoreStep,
): Promise<void> {
  const runOneOff: RunOneOff = (request) => oneOffsOn(target)({ ...request, clock });
  await progress.step(title, async (step) => {
    await runStoreStep(storeStep, {
      ...{ runOneOff, step, startedBy: 'deploy', runAgain, signal },
    });
  });
}

/**
 * Has CloudFormation start the services with the new image. It waits for them itself, and takes the whole stack back when ECS
 * gives one of them up; what it does not see is a storefront that does not answer.
 */
async function rollOutStack(
  deployment: StoreDeployment,
  readPlace: () => Promise<ReleasePlace>,
): Promise<Revisions> {
  const { target, progress, stack, ways, tag, runningTag, releasedBy } = deployment;
  const { hints, signal, clock = systemClock } = deployment;
  const revisionsNow = async () => {
    const { ClusterName, RepositoryUri } = await readPlace();
    return await storeRevisions(await target.clients.ecs(), ClusterName, RepositoryUri);
  };
  const deploy = (step: Step, imageTag: string) =>
    stack.deploy(step, { imageTag, oneOffImageTag: imageTag, runsTasks: true });
  const before = runningTag === undefined ? {} : await revisionsNow();
  let begun: Revisions = {};
  return await rollOut(
    progress,
    {
      begin: async () => {
        await progress.step('Stack', (step) =>
          followWhile(
            { target, step, cluster: async () => (await readPlace()).ClusterName },
            () => deploy(step, tag),
            withTroubles,
          ),
        );
        begun = await revisionsNow();
        return begun;
      },
      undo: async (because) => {
        if (runningTag === undefined) return { hasRolledBack: false, restored: [], deleted: [] };
        await progress.step('Stack, back', (step) => deploy(step, runningTag));
        const now = await revisionsNow();
        // The stack keeps the revisions that it replaces.
        const left = Object.values(begun).filter(
          (revision) => !Object.values(before).includes(revision) && !Object.values(now).includes(revision),
        );
        const failed = { release: tag, releasedAt: new Date(clock.now()), releasedBy, because };
        await markFailed(await target.clients.ecs(), left, failed);
        const restored = Object.entries(now).filter(([service, revision]) => before[service] !== revision);
        return {
          hasRolledBack: true,
          restored: restored.map(([service, taskDefinition]) => ({ service, taskDefinition })),
          deleted: [],
        };
      },
    },
    {
      source: async (services) => servicesOf(target, (await readPlace()).ClusterName, services),
      smokeCheck: async () => ways.smokeCheck(storefrontOf(await readPlace())),
      ...{ hints, signal, clock },
    },
  );
}

/** CloudFormation says that a service did not get stable; why is what was seen of its tasks meanwhile. */
function withTroubles(error: unknown, troubles: readonly string[]): unknown {
  return error instanceof Failure ? withLines(error, troubles) : error;
}
