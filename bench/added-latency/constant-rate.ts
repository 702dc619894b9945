import { setTimeout as sleep } from 'node:timers/promises';

export interface Load {
  readonly requestsPerSecond: number;
  readonly durationMs: number;
  readonly signal: AbortSignal;
}

/**
 * Sends at a constant rate, whether or not answers come (open loop), and gives the milliseconds that each took, from
 * the moment when it was really sent: a timer that fires late is this process's fault, not the server's.
 * Rejects with the first failure, once all have ended.
 */
export async function atConstantRate(
  { requestsPerSecond, durationMs, signal }: Load,
  send: (index: number) => Promise<void>,
): Promise<readonly number[]> {
  const count = Math.round((requestsPerSecond * durationMs) / 1000);
  const startedAt = performance.now();
  const answers: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    await sleep(
      Math.max(0, startedAt + dueAfterMs(index, requestsPerSecond) - performance.now()),
      undefined,
      { signal },
    );
    const answer = timed(() => send(index));
    // It is awaited below; until then its failure must not end the process.
    answer.catch(() => {});
    answers.push(answer);
  }
  await Promise.allSettled(answers);
  return await Promise.all(answers);
}

/** When the request of this index is due, after the first. */
export function dueAfterMs(index: number, requestsPerSecond: number): number {
  return (index * 1000) / requestsPerSecond;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
