import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { command } from '../../../failure/command.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { Endpoints } from '../commands/endpoints.ts';

/** Waits until the storefront answers through the edge, as a client would reach it. */
export async function awaitStorefront(endpoints: Endpoints, signal: AbortSignal): Promise<void> {
  const ca = await readFile(endpoints.certificateAuthority);
  await waitUntil(
    {
      what: `${endpoints.storefrontUrl} to answer`,
      timeoutMs: 60_000,
      everyMs: 100,
      signal,
      hint: `See: ${command('local:logs')} edge, ${command('local:logs')} web`,
    },
    async () => ((await statusOf(`${endpoints.storefrontUrl}/up`, ca)) === 200 ? true : undefined),
  );
}

function statusOf(url: string, ca: Buffer): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asked = request(url, { ca, timeout: 5_000, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', () => resolve(undefined));
    asked.on('timeout', () => asked.destroy());
    asked.end();
  });
}
