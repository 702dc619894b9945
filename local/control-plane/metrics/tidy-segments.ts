import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { retention } from '../../cloudwatch/metrics/metric-series.ts';
import { entryLine, parseLine } from './journal-entry.ts';
import { listSegments, readSegment, segmentEndMs } from './segments.ts';
import { createUnwrittenData } from './unwritten-data.ts';

const minuteMs = 60_000;

/**
 * Deletes segments that are older than anything that is kept, and reduces those of which only minutes are kept to one
 * line. `current` is being written. A crash at any moment leaves each of them as it was or as it is to be.
 */
export async function tidySegments(folder: string, current: string, nowMs: number): Promise<void> {
  for (const name of await listSegments(folder)) {
    const ageMs = nowMs - segmentEndMs(name);
    if (name >= current || ageMs < retention.belowAMinuteMs) continue;
    if (ageMs >= retention.minutesMs) await rm(join(folder, name), { force: true });
    else await reduceToMinutes(folder, name);
  }
}

async function reduceToMinutes(folder: string, name: string): Promise<void> {
  const { lines } = await readSegment(folder, name);
  if (lines.length <= 1) return;
  const minutes = createUnwrittenData({
    resolutionOf: () => minuteMs,
    mostPoints: Infinity,
    onGivenUp: () => undefined,
  });
  for (const line of lines) {
    const entry = parseLine(line);
    if (entry !== undefined) minutes.add(entry);
  }
  const temporary = join(folder, `${name}.new`);
  await writeFile(temporary, entryLine(minutes.take()), { mode: 0o600 });
  await rename(temporary, join(folder, name));
}
