import fc from 'fast-check';
import { expect } from 'vitest';
import { numberVariable } from '../../../../../testing/number-variable.ts';
import { act, action } from './actions.ts';
import { comesToRest, endsWithinBounds, leavesNothing } from './endings.ts';
import { invariants } from './invariants.ts';
import { noOccurrences, type Occurrences } from './occurrences.ts';
import { clusterOf, setup } from './setup.ts';
import { simulatedWorld } from './simulated-world.ts';

const runs = numberVariable('SCHEDULER_MODEL_RUNS', 5000);
const firstSeed = numberVariable('SCHEDULER_MODEL_SEED', 20_261_124);

/**
 * Runs one shard of the model, which tests in several files share out among vitest's workers: 5000 random histories,
 * or as many as SCHEDULER_MODEL_RUNS says. The seeds are fixed, so that it is a change of the code that makes the
 * difference; SCHEDULER_MODEL_SEED looks elsewhere. A failure prints its seed, its path and the shortest history
 * that was found for it.
 */
export function checkModel(shard: number): void {
  const occurrences = noOccurrences();
  const history = fc.array(action, { maxLength: 25 });
  fc.assert(
    fc.property(setup, history, (start, actions) => {
      const world = simulatedWorld(clusterOf(start), start.seed, invariants(occurrences));
      if (start.isSettled) world.run(90_000);
      for (const one of actions) act(world, one, start.temper);
      endsWithinBounds(world, start);
      comesToRest(world, start);
      leavesNothing(world);
    }),
    { numRuns: runs, seed: firstSeed + shard, verbose: 1 },
  );
  if (runs >= 500) expect(rare(occurrences)).toEqual([]);
}

/** What did not happen in one of a hundred runs. */
function rare({ failed, ...others }: Occurrences): readonly string[] {
  return Object.entries({ ...others, ...failed }).flatMap(([what, count]) =>
    count < runs / 100 ? [`${what}: ${count}`] : [],
  );
}
