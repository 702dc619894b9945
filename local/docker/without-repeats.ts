import type { OutputFrame } from './output-frames.ts';

/** How many of the newest lines are known; an engine repeats those of a moment. */
const known = 4096;

/** The engine's time of a line: in nanoseconds, always with nine digits. */
const timePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{9})(Z|[+-]\d\d:\d\d) /;
const longestTime = 36;
const lineFeed = 0x0a;

/**
 * Leaves out the lines that an engine gives twice: version 20.10 repeats some of the newest ones when it rotates a log that
 * is followed. No two lines have the same nanosecond.
 * @see https://github.com/moby/moby/blob/v20.10.24/daemon/logger/loggerutils/logfile.go
 */
export async function* withoutRepeats(frames: AsyncIterable<OutputFrame>): AsyncGenerator<OutputFrame> {
  const times = new Float64Array(known);
  let next = 0;
  let newest = Number.NEGATIVE_INFINITY;
  for await (const frame of frames) {
    const time = timeOf(frame.data);
    if (time !== undefined) {
      if (time <= newest && times.includes(time)) continue;
      newest = Math.max(newest, time);
      times[next] = time;
      next = (next + 1) % known;
    }
    yield frame;
  }
}

const turnMs = 100 * 24 * 60 * 60 * 1000;

/**
 * In nanoseconds within a hundred days, as a number has no room for more. Undefined of a part of a long line, as all of its
 * parts have the same time.
 */
function timeOf(data: Buffer): number | undefined {
  if (data.at(-1) !== lineFeed) return undefined;
  const [, seconds, digits, zone] = timePattern.exec(data.toString('latin1', 0, longestTime)) ?? [];
  if (seconds === undefined) return undefined;
  return (Date.parse(`${seconds}${zone}`) % turnMs) * 1e6 + Number(digits);
}
