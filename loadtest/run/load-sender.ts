import type { TimedWindow } from '../k6/record-points.ts';
import type { LoadRecord } from '../record/load-record.ts';
import type { RunRecord } from '../record/run-record.ts';

/** What is ready to send a load: this machine, or workers. */
export interface LoadSender {
  /** Sends it, until its end or an abort. */
  send(watch: SenderWatch): Promise<SentLoad>;
  /** Leaves nothing behind; may be called again. */
  close(): Promise<void>;
}

export interface SenderWatch {
  readonly signal: AbortSignal;
  readonly onWindow?: (window: TimedWindow) => void;
}

/** What was measured of a load, and how it ended. */
export interface SentLoad {
  readonly load: LoadRecord;
  readonly k6: RunRecord['k6'];
  /** k6's own summary, as JSON; absent where k6 wrote none. */
  readonly summary?: string;
}
