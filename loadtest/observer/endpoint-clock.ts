import { z } from 'zod';

/** How far the clock of an AWS endpoint is ahead of this machine's. */
export interface EndpointClock {
  /** Milliseconds; 0 where both agree as far as the answers tell. */
  aheadMs(): number;
  /** The earliest time of the endpoint's clock that may be this time of this machine's. */
  earliest(atMs: number): number;
  /** Stops listening to the answers. */
  close(): void;
}

type Handler<Input, Result> = (args: Input) => Promise<Result>;
type Middleware = <Input, Result extends { readonly response: unknown }>(
  next: Handler<Input, Result>,
) => Handler<Input, Result>;

/** What a client of the SDK has for those who want to see its answers. */
interface Client {
  readonly middlewareStack: {
    add(middleware: Middleware, options: { readonly step: 'deserialize'; readonly priority: 'low' }): void;
    remove(middleware: Middleware): boolean;
  };
}

/** The `Date` header has whole seconds, and says nothing about a smaller difference. */
const precisionMs = 1000;
/** As many of the newest answers count. */
const mostAnswers = 61;

const dated = z.object({ response: z.object({ headers: z.object({ date: z.string() }) }) });

/**
 * Compares the `Date` header of every answer to a client, refusals included, with this machine's clock: the median of
 * recent answers is what counts.
 */
export function endpointClock({ middlewareStack }: Client, now: () => number): EndpointClock {
  const differences: number[] = [];
  const note: Middleware = (next) => async (args) => {
    const sentMs = now();
    const result = await next(args);
    const difference = differenceIn(result, sentMs, now());
    if (difference !== undefined) differences.push(difference);
    if (differences.length > mostAnswers) differences.shift();
    return result;
  };
  middlewareStack.add(note, { step: 'deserialize', priority: 'low' });
  return {
    aheadMs: () => aheadBy(differences),
    earliest: (atMs) => {
      const aheadMs = aheadBy(differences);
      return aheadMs === 0 ? atMs : atMs + aheadMs - precisionMs;
    },
    close: () => {
      middlewareStack.remove(note);
    },
  };
}

/** The header was written between the request and the answer, and is half a second old on average. */
function differenceIn(result: unknown, sentMs: number, receivedMs: number): number | undefined {
  const { data } = dated.safeParse(result);
  const dateMs = Date.parse(data?.response.headers.date ?? '');
  return Number.isNaN(dateMs) ? undefined : dateMs + precisionMs / 2 - (sentMs + receivedMs) / 2;
}

function aheadBy(differences: readonly number[]): number {
  const sorted = differences.toSorted((left, right) => left - right);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.abs(median) < precisionMs ? 0 : Math.round(median);
}
