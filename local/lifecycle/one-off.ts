/** A command of the store as a one-off task: its output line by line, and the exit code as the answer. */
export type RunOneOff = (
  command: readonly string[],
  options: {
    readonly startedBy: string;
    readonly onLine: (line: string) => void;
    /** ARN of the revision to run. */
    readonly taskDefinition?: string;
    readonly signal?: AbortSignal;
  },
) => Promise<number>;
