import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import { type HeldEmulation, heldSchema } from '../../environment/emulation-record.ts';
import type { Look } from './plan-refill.ts';

/** What a run of LocalStack was given, kept in that very run, so that it ends with what it speaks of. */
export interface RunRecord {
  look(): Promise<Look>;
  /** Raises what went wrong. */
  write(held: HeldEmulation): Promise<void>;
}

/** LocalStack keeps arbitrary members of its health, for whoever prepares a run of it. */
const member = 'spree-parity';
const health = z.object({ [member]: z.string().optional() });
const patienceMs = 2_000;

/** The record in the LocalStack at `endpoint`. */
export function runRecord(endpoint: string): RunRecord {
  const url = new URL('/_localstack/health', endpoint);
  return {
    look: async () => {
      try {
        const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
        return answer.ok ? { kind: 'answers', held: heldIn(await answer.json()) } : { kind: 'away' };
      } catch (error) {
        return { kind: error instanceof Error && error.name === 'TimeoutError' ? 'slow' : 'away' };
      }
    },
    write: async (held) => {
      const body = JSON.stringify({ [member]: JSON.stringify(held) });
      const headers = { 'content-type': 'application/json' };
      const signal = AbortSignal.timeout(patienceMs);
      const answer = await fetch(url, { method: 'PUT', headers, body, signal });
      if (!answer.ok) throw new Error(`PUT ${url.pathname} answered ${answer.status}`);
    },
  };
}

function heldIn(answer: unknown): HeldEmulation | undefined {
  const text = health.safeParse(answer).data?.[member];
  return text === undefined ? undefined : heldSchema.safeParse(parseJson(text)).data;
}
