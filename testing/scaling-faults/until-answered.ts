import { eventually } from '../eventually.ts';
import type { ScaledService } from '../scaling/scaled-service.ts';

/** Asks until there is an answer, at most a minute: who has to give it may have been killed. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  const answers: T[] = [];
  let refusal: unknown;
  const isAnswered = async () => {
    await ask().then(
      (answer) => answers.push(answer),
      (error: unknown) => {
        refusal = error;
      },
    );
    return answers.length > 0;
  };
  await eventually('an answer', isAnswered).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : error}: ${refusal}`, { cause: refusal });
  });
  const [answer] = answers;
  if (answer === undefined) throw new Error('There is no answer');
  return answer;
}

/** A service that is asked until it answers. */
export function patiently(service: ScaledService): ScaledService {
  return {
    ...service,
    counts: () => untilAnswered(() => service.counts()),
    activities: (...args) => untilAnswered(() => service.activities(...args)),
    alarmChanges: (since) => untilAnswered(() => service.alarmChanges(since)),
    events: (since) => untilAnswered(() => service.events(since)),
    setBounds: async (min, max) => {
      await untilAnswered(async () => {
        await service.setBounds(min, max);
        return true;
      });
    },
  };
}
