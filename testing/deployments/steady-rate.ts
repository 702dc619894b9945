/** What became of one request. Times are milliseconds since the epoch. */
export interface Outcome {
  readonly index: number;
  readonly sentAt: number;
  readonly endedAt: number;
  /** A status code, or the code of a broken connection. */
  readonly outcome: string;
}

export interface SteadyRate {
  /** Those that ended until now, in the order of their ends. */
  readonly outcomes: readonly Outcome[];
  /** When the oldest request was sent that has no answer yet. */
  oldestPendingAt(): number | undefined;
  /** Sends no more, and waits for the answers that are due still. */
  stop(): Promise<void>;
}

/** Sends requests at a fixed rate, however fast the answers come, until `stop` or `longestMs`. */
export function startSteadyRate(
  { perSecond, longestMs }: { readonly perSecond: number; readonly longestMs: number },
  ask: (index: number) => Promise<string>,
): SteadyRate {
  const outcomes: Outcome[] = [];
  const pending = new Map<Promise<void>, number>();
  const startedAt = Date.now();
  let sent = 0;
  const send = () => {
    const sentAt = Date.now();
    const index = sent;
    sent += 1;
    const asked = ask(index).then((outcome) => {
      outcomes.push({ index, sentAt, endedAt: Date.now(), outcome });
      pending.delete(asked);
    });
    pending.set(asked, sentAt);
  };
  const timer = setInterval(() => {
    const due = Math.floor((Math.min(Date.now() - startedAt, longestMs) * perSecond) / 1000);
    while (sent < due) send();
  }, 1000 / perSecond);
  return {
    outcomes,
    oldestPendingAt: () => pending.values().next().value,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(pending.keys());
    },
  };
}
