import { describe, expect, it } from 'vitest';
import type { LogLine } from './engine.ts';
import { logLines } from './log-lines.ts';
import { outputFrames, terminalFrames } from './output-frames.ts';

function frame(stream: 1 | 2, text: string): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

async function* inChunks(data: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < data.length; start += size) yield data.subarray(start, start + size);
}

async function linesOf(lines: AsyncIterable<LogLine>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(`${line.at.toISOString()} ${line.stream} ${line.text}`);
  return all;
}

const first = '2026-01-02T03:04:05.000000001Z';
const second = '2026-01-02T03:04:06.000000001Z';

describe('log lines', () => {
  const output = Buffer.concat([
    frame(1, `${first} one\n`),
    frame(2, `${second} ä problem\r\n`),
    frame(1, `${first} be`),
    frame(2, `${second} between\n`),
    frame(1, `${second} gun\n`),
    frame(1, `${second} cut off`),
  ]);
  const expected = [
    '2026-01-02T03:04:05.000Z stdout one',
    '2026-01-02T03:04:06.000Z stderr ä problem',
    '2026-01-02T03:04:06.000Z stderr between',
    '2026-01-02T03:04:05.000Z stdout begun',
    '2026-01-02T03:04:06.000Z stdout cut off',
  ];

  it.each([1, 7, 8, 1000])('are the same however the output is cut, here every %i bytes', async (size) => {
    expect(await linesOf(logLines(outputFrames(inChunks(output, size))))).toEqual(expected);
  });

  it('come without frames from a terminal', async () => {
    const terminal = Buffer.from(`${first} one\r\n${second} two`);
    expect(await linesOf(logLines(terminalFrames(inChunks(terminal, 5))))).toEqual([
      '2026-01-02T03:04:05.000Z stdout one',
      '2026-01-02T03:04:06.000Z stdout two',
    ]);
  });
});
