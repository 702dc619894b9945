import { setTimeout as wait } from 'node:timers/promises';
import { liveReporter } from '../live-reporter.ts';
import { createProgress, type Progress } from '../progress.ts';

/** A program that draws a list of steps as `local:up` does, for tests of it on a terminal. `STEPS` is how many. */
const steps = Number(process.argv[2]);
const long =
  'a note that is longer than what is left of the line, as the layers of an image that is pulled are';

const reporter = liveReporter(process.stderr);
const { step }: Progress = createProgress(reporter.listen);
await Promise.all(
  Array.from({ length: steps }, (_, index) =>
    step(`Step ${index + 1}.`, async (own) => {
      own.note(long);
      await own.step(`below ${index + 1}.`, async (child) => {
        child.note('/up answers 500', {
          isNews: true,
          until: { what: 'given up', at: Date.now() + 100_000 },
        });
        await wait(400 + 40 * index);
      });
      if (index === 0) reporter.say('A line that stays.');
    }),
  ),
);
reporter.close();
process.stdout.write(`${Array.from({ length: 12 }, (_, index) => `Result ${index + 1}.`).join('\n')}\n`);
