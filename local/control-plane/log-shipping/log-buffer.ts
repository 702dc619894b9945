import type { LogEvent } from '../../aws/log-sink.ts';
import { batchLength, eventBytes } from './log-batch.ts';

/** CloudWatch Logs refuses an empty message and one beyond 1 MB; a longer line is cut. */
const longestMessage = 256 * 1024;

/** Lines that wait to be shipped, bounded: when it is full the newest are dropped and counted. */
export class LogBuffer {
  readonly #limitBytes: number;
  #events: LogEvent[] = [];
  #bytes = 0;
  #dropped = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  add(event: LogEvent): void {
    const message = event.message.slice(0, longestMessage) || ' ';
    const kept = { at: Math.max(event.at, this.#events.at(-1)?.at ?? 0), message };
    const size = eventBytes(kept);
    if (this.#bytes + size > this.#limitBytes) {
      this.#dropped += 1;
      return;
    }
    this.#events.push(kept);
    this.#bytes += size;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  /** The next batch; it stays in the buffer until `shipped` says that it arrived. */
  batch(): readonly LogEvent[] {
    return this.#events.slice(0, batchLength(this.#events));
  }

  shipped(count: number): void {
    const gone = this.#events.slice(0, count);
    this.#events = this.#events.slice(count);
    this.#bytes -= gone.reduce((sum, event) => sum + eventBytes(event), 0);
  }

  /** How many lines were dropped since this was asked last. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }
}
