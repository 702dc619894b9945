/** A command of the store to run once. */
export interface OneOffCommand {
  readonly command: readonly string[];
  readonly startedBy: string;
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Runs a command of the store as a one-off task through the AWS API; gives its exit code. */
export type RunOneOff = (command: OneOffCommand) => Promise<number>;
