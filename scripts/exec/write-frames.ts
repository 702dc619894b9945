import { once } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import type { OutputFrame } from '../../local/docker/output-frames.ts';
import type { Streams } from './streams.ts';

/** What takes a command's output; `flush` is called when it has ended. */
export interface FrameSink {
  take(frame: OutputFrame): Promise<void>;
  flush(): void;
}

/** Writes output to the standard streams as it comes, and no faster than they take it. */
export function toStreams({ stdout, stderr }: Pick<Streams, 'stdout' | 'stderr'>): FrameSink {
  return {
    take: async ({ stream, data }) => {
      const sink = stream === 'stdout' ? stdout : stderr;
      if (!sink.write(data)) await once(sink, 'drain');
    },
    flush: () => {},
  };
}

/** Gives output line by line, the last one even if it does not end. */
export function toLines(onLine: (line: string, stream: OutputFrame['stream']) => void): FrameSink {
  const unfinished = { stdout: '', stderr: '' };
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  return {
    take: async ({ stream, data }) => {
      const lines = (unfinished[stream] + decoders[stream].write(data)).split(/\r?\n/);
      unfinished[stream] = lines.pop() ?? '';
      for (const line of lines) onLine(line, stream);
    },
    flush: () => {
      for (const stream of ['stdout', 'stderr'] as const) {
        const last = unfinished[stream] + decoders[stream].end();
        if (last !== '') onLine(last, stream);
      }
    },
  };
}
