import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { retention } from '../../cloudwatch/metrics/metric-series.ts';
import { entryLine, type JournalEntry, parseLine, type Reduction, reducedStart } from './journal-entry.ts';
import { listSegments, readSegment, segmentEndMs, segmentStart } from './segments.ts';
import { createUnwrittenData, type UnwrittenOptions } from './unwritten-data.ts';

const minuteMs = 60_000;

/** What the segments are tidied for. */
export interface Tidying extends Pick<UnwrittenOptions, 'resolutionOf'> {
  /** The segment that is being written. */
  readonly current: string;
  readonly nowMs: number;
}

/**
 * Deletes segments that are older than anything that is kept, and brings together what is written of each series in the
 * others but the current one: a fifth of it is left, or less. Those of which only minutes are kept have only minutes then. A crash
 * at any moment leaves each of them as it was or as it is to be.
 */
export async function tidySegments(folder: string, tidying: Tidying): Promise<void> {
  const { current, nowMs } = tidying;
  for (const name of await listSegments(folder)) {
    const ageMs = nowMs - segmentEndMs(name);
    if (name >= current) continue;
    if (ageMs >= retention.minutesMs) await rm(join(folder, name), { force: true });
    else await reduce(folder, name, ageMs < retention.belowAMinuteMs ? 'resolution' : 'minutes', tidying);
  }
}

async function reduce(
  folder: string,
  name: string,
  reducedTo: Reduction,
  { resolutionOf }: Tidying,
): Promise<void> {
  const start = reducedStart(reducedTo);
  if ((await segmentStart(folder, name, start.length)) === start) return;
  const together = createUnwrittenData({
    resolutionOf: reducedTo === 'minutes' ? () => minuteMs : resolutionOf,
    mostPoints: Infinity,
    onGivenUp: () => undefined,
  });
  await readSegment(folder, name, (line) => {
    const entry = parseLine(line);
    if (entry !== undefined) together.add(entry);
  });
  const temporary = join(folder, `${name}.new`);
  const file = await open(temporary, 'w', 0o600);
  try {
    for (const entry of inParts(together.take())) await file.writeFile(entryLine(entry, reducedTo));
  } finally {
    await file.close();
  }
  await rename(temporary, join(folder, name));
}

const pointsInLine = 5000;

/** Lines that are read with little memory. The positions are in each: all are written, or none is. */
function* inParts({ data, positions }: JournalEntry): Generator<JournalEntry> {
  for (let from = 0; from === 0 || from < data.length; from += pointsInLine) {
    yield { data: data.slice(from, from + pointsInLine), positions };
  }
}
