import { expect, test } from 'vitest';
import type { OutputFrame } from './output-frames.ts';
import { withoutRepeats } from './without-repeats.ts';

const second = '2026-11-26T18:14:12';

async function kept(...lines: readonly string[]): Promise<readonly string[]> {
  async function* frames(): AsyncGenerator<OutputFrame> {
    for (const line of lines) yield { stream: 'stdout', data: Buffer.from(line) };
  }
  const texts: string[] = [];
  for await (const { data } of withoutRepeats(frames())) texts.push(data.toString());
  return texts;
}

test('lines that the engine gives again are left out, whatever comes between them', async () => {
  const at = (digit: number) => `${second}.00000000${digit}Z the same\n`;
  const [a, b, c, d] = [at(1), at(2), at(3), at(4)];
  expect(await kept(a, b, c, b, c, d, c)).toEqual([a, b, c, d]);
});

test('lines of a clock that was set back are not taken for earlier ones', async () => {
  const lines = ['30.000000001', '29.000000001', '29.000000002', '30.000000002'].map(
    (at) => `2026-11-26T18:14:${at}Z the same\n`,
  );
  expect(await kept(...lines)).toEqual(lines);
});

test('the parts of a long line, which have one time, stay', async () => {
  const part = `${second}.123456789Z xxx`;
  expect(await kept(part, part, `${part}\n`)).toEqual([part, part, `${part}\n`]);
});

test('lines without such a time stay', async () => {
  expect(await kept('a\n', 'a\n')).toEqual(['a\n', 'a\n']);
});

test('a time that is far away is not that of a line of now', async () => {
  const lines = Array.from(
    { length: 4200 },
    (_, index) => `${second}.${String(index).padStart(9, '0')}Z a\n`,
  );
  expect(await kept(...lines, lines[4199] ?? '', `${second}.000004199Z a\n`)).toHaveLength(4200);
});
