import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

const everyMs = 50;

/** Asks an address until it answers 200. Rejects when `signal` is aborted. */
export async function untilItAnswers(url: string, ca: Buffer, signal: AbortSignal): Promise<void> {
  while (!(await answers(url, ca))) await sleep(everyMs, undefined, { signal });
}

function answers(url: string, ca: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(url, { ca, agent: false, timeout: 2_000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.on('error', () => resolve(false));
    asked.on('timeout', () => asked.destroy());
    asked.end();
  });
}
