/** The standard streams of whoever runs a command; those of the process are. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream & {
    readonly isTTY?: boolean;
    setRawMode?(isRaw: boolean): unknown;
    destroy(): unknown;
  };
  readonly stdout: NodeJS.WritableStream & {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
  };
  readonly stderr: NodeJS.WritableStream;
}

/** Whether a command can have a terminal: only where somebody types and looks. */
export function isTerminal({ stdin, stdout }: Pick<Streams, 'stdin' | 'stdout'>): boolean {
  return stdin.isTTY === true && stdout.isTTY === true;
}

/** A size for what does not tell its own. */
const usualSize = [80, 24] as const;

/** Columns and rows of a terminal. */
export function sizeOf({
  columns = usualSize[0],
  rows = usualSize[1],
}: Pick<Streams['stdout'], 'columns' | 'rows'>): readonly [number, number] {
  return [columns, rows];
}
