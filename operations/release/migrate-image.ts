import type { ECS } from '../../aws/ecs-types.ts';
import type { Step } from '../../progress/progress.ts';
import { systemClock } from '../../time/clock.ts';
import { readOneOffLaunch } from '../one-off-launch.ts';
import { runOneOffTask } from '../one-off-task.ts';
import { awaitSameUnderWay } from '../one-off-under-way.ts';
import { readStoreCommands } from '../store-commands.ts';
import type { ReleaseContext } from './release-context.ts';
import type { ReleasedImage } from './revision-of-image.ts';
import { registerWithImage } from './roll-out-on-ecs.ts';
import { migrateStep, runStoreStep } from './run-store-step.ts';
import { tagMigrated } from './tag-released.ts';

/**
 * Runs the migrations of an image in a one-off task of it, and writes on its revision what they did. One whose migrations
 * fail is deregistered, so that the next one-off task is of the image that the services run.
 */
export async function migrateImage(
  { target, signal, runAgain, clock = systemClock }: ReleaseContext,
  ecs: ECS,
  image: ReleasedImage,
  step: Step,
): Promise<void> {
  const launch = await readOneOffLaunch(target);
  const { migrate: command } = await readStoreCommands(target);
  const note = (text: string) => step.note(text);
  if (command !== undefined) await awaitSameUnderWay(ecs, launch, { command }, { note, signal, clock });
  const revision = await registerWithImage(ecs, launch.taskDefinition, image);
  const ofRelease = { ...launch, taskDefinition: revision.arn };
  let lines: readonly string[] = [];
  try {
    if (command === undefined) step.skip('the application has none');
    else {
      lines = await runStoreStep(migrateStep(command), {
        ...{ step, startedBy: 'store:release', runAgain, signal },
        runOneOff: async (request) =>
          (await runOneOffTask(target, ofRelease, { ...request, clock })).exitCode,
      });
    }
  } catch (error) {
    if (revision.isNew) await ecs.deregisterTaskDefinition({ taskDefinition: revision.arn });
    throw error;
  }
  await tagMigrated(target, { release: image.tag, lines, clock, revision: revision.arn });
}
