import { readFile } from 'node:fs/promises';
import type { BenchEnvironment } from '../environment/bench-environment.ts';
import type { Figure } from '../figure.ts';
import { atMost } from '../result/measurement.ts';
import { median } from '../result/percentile.ts';
import { inSeconds, secondsOf } from '../stopwatch.ts';
import { composeStart } from './compose-start.ts';
import { untilItAnswers } from './storefront.ts';

const rounds = 5;

/**
 * A store whose images and volumes are there and of which nothing runs: `local:up` until the storefront answers,
 * against `docker compose up -d --wait` of the same containers on the same volumes. The two take turns.
 */
export const warmStart: Figure = {
  name: 'warm-start',
  about: 'Warm start against docker compose up --wait',
  measure: async ({ environment, step, signal }) => {
    const store = await environment();
    const compose = await composeStart(store, signal);
    const answered: number[] = [];
    const finished: number[] = [];
    const composed: number[] = [];
    await store.tool.ok('local:down', [], { signal });
    for (let round = 1; round <= rounds; round += 1) {
      step.note(`round ${round} of ${rounds}: docker compose up`);
      composed.push(await secondsOf(compose.up));
      await compose.down();
      step.note(`round ${round} of ${rounds}: local:up`);
      const start = await startStore(store, signal);
      answered.push(start.answeredSeconds);
      finished.push(start.finishedSeconds);
      if (round < rounds) await store.tool.ok('local:down', [], { signal });
    }
    return [
      {
        what: 'warm start until the storefront answers, against `docker compose up -d --wait`',
        value: median(answered) / median(composed),
        unit: 'times',
        limit: atMost(1.1),
        detail: `medians of ${inSeconds(answered)} against ${inSeconds(composed)}`,
      },
      {
        what: 'the same until `local:up` has ended',
        value: median(finished) / median(composed),
        unit: 'times',
        detail: `median of ${inSeconds(finished)}`,
      },
    ];
  },
};

async function startStore({ tool, running }: BenchEnvironment, signal: AbortSignal) {
  const ca = await readFile(running.endpoints.certificateAuthority);
  const stop = new AbortController();
  const startedAt = performance.now();
  const secondsSoFar = () => (performance.now() - startedAt) / 1000;
  const command = tool.ok('local:up', [], { signal }).then(secondsSoFar);
  // A command that fails ends the waiting, which would go on for ever.
  command.catch((error) => stop.abort(error));
  const answer = untilItAnswers(
    `${running.endpoints.storefrontUrl}/up`,
    ca,
    AbortSignal.any([signal, stop.signal]),
  ).then(secondsSoFar);
  const [finishedSeconds, answeredSeconds] = await Promise.all([command, answer]);
  return { finishedSeconds, answeredSeconds };
}
