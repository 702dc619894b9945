import { z } from 'zod';
import { startSteadyRate } from '../deployments/steady-rate.ts';
import { edgeClient } from '../edge-client.ts';
import type { FaultEnvironment } from './fault-environment.ts';
import { isLost, type Visit } from './fault-report.ts';

/** Requests a second, over all kinds of visits. */
export const visitsPerSecond = 20;

/** Visitors of the storefront: through the edge, at a fixed rate, whatever becomes of the store. */
export interface Visitors {
  visits(): readonly Visit[];
  /** Numbers of the orders that the store said it made. */
  readonly orders: readonly string[];
  /** Whether all answers of the last second were good ones, and nobody waits for long. */
  areServed(): boolean;
  stop(): Promise<void>;
}

/** As long as CloudFront waits for an origin by default: a busy machine is slow, which is no loss. */
const answerTimeoutMs = 30_000;
const quietMs = 1000;
const longestWaitMs = 3000;
const madeOrder = z.object({ data: z.object({ attributes: z.object({ number: z.string() }) }) });

/**
 * Four kinds of visits in turn, for what stands behind each: a page of the catalogue (the replica), a picture (S3), a
 * cart, and a new order (the primary). None of them needs Redis, which has the jobs.
 */
export async function startVisitors(environment: FaultEnvironment, longestMs: number): Promise<Visitors> {
  const { storefrontUrl, certificateAuthority } = environment;
  const edge = edgeClient(storefrontUrl, certificateAuthority, answerTimeoutMs);
  const picture = pictureOn((await edge.get('/products')).body.toString());
  const orders: string[] = [];
  const order = async () => {
    const answer = await edge.send('POST', '/api/v2/storefront/cart', {});
    if (answer.status === 201) {
      orders.push(madeOrder.parse(JSON.parse(answer.body.toString())).data.attributes.number);
    }
    return answer;
  };
  const kinds = [
    { kind: 'GET /products', visit: () => edge.get('/products') },
    // The edge keeps each address of a picture for itself.
    { kind: 'GET a picture', visit: (index: number) => edge.get(`${picture}?visit=${Date.now()}-${index}`) },
    { kind: 'GET /cart', visit: () => edge.get('/cart') },
    { kind: 'POST an order', visit: order },
  ] as const;
  const rate = startSteadyRate({ perSecond: visitsPerSecond, longestMs }, (index) =>
    (kinds[index % kinds.length] ?? kinds[0]).visit(index).then(({ status }) => String(status), codeOf),
  );
  return {
    visits: () =>
      rate.outcomes.map((outcome) => ({ ...outcome, kind: kinds[outcome.index % kinds.length]?.kind ?? '' })),
    orders,
    areServed: () => {
      const since = Date.now() - quietMs;
      const recent = rate.outcomes.slice(-5 * visitsPerSecond).filter(({ endedAt }) => endedAt > since);
      const waitsLong = (rate.oldestPendingAt() ?? since) < Date.now() - longestWaitMs;
      return recent.length > 0 && !recent.some(isLost) && !waitsLong;
    },
    stop: rate.stop,
  };
}

function pictureOn(page: string): string {
  const [picture] = /\/rails\/active_storage\/[^"?\s]+/.exec(page) ?? [];
  if (picture === undefined) throw new Error('The page of products has no picture');
  return picture;
}

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? (/timed out/.test(error.message) ? 'timed out' : error.name);
}
