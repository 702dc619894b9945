import { z } from 'zod';
import { isNamed } from '../../../failure/error-name.ts';
import { parseJson } from '../../../json/parse-json.ts';
import { httpRequest } from '../../../net/http-request.ts';
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
const connectTimeoutMs = 500;

/** The record in the LocalStack at `endpoint`. */
export function runRecord(endpoint: string): RunRecord {
  const url = new URL('/_localstack/health', endpoint);
  return {
    look: () => look(url),
    write: async (held) => {
      const body = JSON.stringify({ [member]: JSON.stringify(held) });
      const headers = { 'content-type': 'application/json' };
      const signal = AbortSignal.timeout(patienceMs);
      const answer = await fetch(url, { method: 'PUT', headers, body, signal });
      if (!answer.ok) throw new Error(`PUT ${url.pathname} answered ${answer.status}`);
    },
  };
}

async function look(url: URL): Promise<Look> {
  try {
    const { status, text } = await httpRequest(url, { timeoutMs: patienceMs, connectTimeoutMs });
    return status === 200 ? { kind: 'answers', held: heldIn(parseJson(text)) } : { kind: 'away' };
  } catch (error) {
    return { kind: isNamed(error, 'TimeoutError') ? 'slow' : 'away' };
  }
}

function heldIn(answer: unknown): HeldEmulation | undefined {
  const text = health.safeParse(answer).data?.[member];
  return text === undefined ? undefined : heldSchema.safeParse(parseJson(text)).data;
}
