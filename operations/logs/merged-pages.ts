import type { LogEvent } from './log-event.ts';

/** The events of several readings in the order of their times; a page of each is held at a time. */
export async function* mergedPages(
  readings: readonly AsyncGenerator<readonly LogEvent[]>[],
): AsyncGenerator<LogEvent> {
  const queues = readings.map((pages) => ({ pages, waiting: [] as LogEvent[], next: 0, isDone: false }));
  const fill = async (queue: (typeof queues)[number]) => {
    while (queue.next === queue.waiting.length && !queue.isDone) {
      const { value = [], done = false } = await queue.pages.next();
      // A server need not keep the order within a page.
      queue.waiting = value.toSorted((left: LogEvent, right: LogEvent) => left.atMs - right.atMs);
      queue.next = 0;
      queue.isDone = done === true;
    }
    return queue.waiting[queue.next];
  };
  for (;;) {
    let first: { readonly queue: (typeof queues)[number]; readonly event: LogEvent } | undefined;
    for (const queue of queues) {
      const event = await fill(queue);
      if (event !== undefined && (first === undefined || event.atMs < first.event.atMs))
        first = { queue, event };
    }
    if (first === undefined) return;
    first.queue.next += 1;
    yield first.event;
  }
}
