import { Duplex, PassThrough } from 'node:stream';
import type { OutputFrame } from '../../../local/docker/output-frames.ts';
import type { CommandEngine } from '../run-in-container.ts';

/** An engine with a container whose one command a test plays, and the standard streams of who runs it. */
export interface FakeContainer {
  readonly engine: CommandEngine;
  readonly stdin: PassThrough & { isTTY?: boolean; setRawMode?(isRaw: boolean): void };
  readonly stdout: PassThrough & { columns?: number; rows?: number };
  readonly stderr: PassThrough;
  /** How the command was started. */
  readonly started: unknown[];
  /** What it read so far. */
  read(): Buffer;
  readonly sizes: (readonly [number, number])[];
  /** What ended the command: as which user, and the mark of what is ended. */
  readonly hungUp: (readonly [string | undefined, string])[];
  writes(data: string | Buffer, stream?: OutputFrame['stream']): void;
  ends(exitCode: number): void;
}

export function fakeContainer(): FakeContainer {
  const received: Buffer[] = [];
  const started: unknown[] = [];
  const sizes: (readonly [number, number])[] = [];
  const hungUp: (readonly [string | undefined, string])[] = [];
  const frames = new PassThrough({ objectMode: true });
  let code: number | undefined;
  const stream = new Duplex({
    read: () => {},
    write: (data: Buffer, _, done) => {
      received.push(data);
      done();
    },
  });
  stream.once('close', () => frames.end());
  const exitCode = async () => code;
  const engine: CommandEngine = {
    openStreams: async (container, command, options) => {
      started.push({ container, command, ...options });
      return { input: stream, output: frames, exitCode };
    },
    openTerminal: async (container, command, options) => {
      started.push({ container, command, ...options });
      return { stream, resize: async (columns, rows) => void sizes.push([columns, rows]), exitCode };
    },
    exec: async (_, command, options) => {
      hungUp.push([options?.user, command.at(-1) ?? '']);
      return { exitCode: 0, stdout: '', stderr: '' };
    },
  };
  return {
    ...{ engine, started, sizes, hungUp },
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    read: () => Buffer.concat(received),
    writes: (data, to = 'stdout') => {
      frames.write({ stream: to, data: Buffer.from(data) } satisfies OutputFrame);
      if (!stream.destroyed) stream.push(data);
    },
    ends: (exitCode) => {
      code = exitCode;
      frames.end();
      stream.push(null);
    },
  };
}
