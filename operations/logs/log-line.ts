/** A line as it is shown: where it comes from, when it was written, in milliseconds since the epoch, and its text. */
export interface LogLine {
  /** A task’s container as `web/1a2b3c4d`, or a server such as `postgres`. */
  readonly source: string;
  readonly atMs: number;
  readonly text: string;
  /** The task’s whole id; undefined for a server. */
  readonly task: string | undefined;
  /** The log stream that it is shipped to; undefined where its output is not shipped. */
  readonly stream: string | undefined;
}
