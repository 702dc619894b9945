import type { LogLine } from './engine.ts';
import type { OutputFrame } from './output-frames.ts';

interface Begun {
  readonly at: Date;
  readonly parts: Buffer[];
}

const space = 0x20;
const lineFeed = 0x0a;

/**
 * Puts lines together from frames that each begin with the engine's timestamp. The engine splits a line of more
 * than 16 KiB into several such frames, of which only the last ends with a line feed.
 */
export async function* logLines(frames: AsyncIterable<OutputFrame>): AsyncGenerator<LogLine> {
  const begun: Partial<Record<OutputFrame['stream'], Begun>> = {};
  for await (const { stream, data } of frames) {
    const { at, rest } = splitTimestamp(data);
    const line = begun[stream] ?? { at, parts: [] };
    line.parts.push(rest);
    if (rest.at(-1) === lineFeed) {
      yield finished(stream, line);
      delete begun[stream];
    } else {
      begun[stream] = line;
    }
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    const line = begun[stream];
    if (line !== undefined) yield finished(stream, line);
  }
}

function splitTimestamp(data: Buffer): { readonly at: Date; readonly rest: Buffer } {
  const end = data.indexOf(space);
  return { at: new Date(data.subarray(0, end).toString('ascii')), rest: data.subarray(end + 1) };
}

function finished(stream: LogLine['stream'], line: Begun): LogLine {
  return {
    at: line.at,
    stream,
    text: Buffer.concat(line.parts)
      .toString('utf8')
      .replace(/\r?\n$/, ''),
  };
}
