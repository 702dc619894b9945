import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Log } from '../logger.ts';
import { appendWhole, removeRest, type Written } from './append-whole.ts';
import { entryLine, type JournalEntry, parseLine } from './journal-entry.ts';
import { listSegments, readSegment, segmentAt } from './segments.ts';
import { tidySegments } from './tidy-segments.ts';
import type { UnwrittenOptions } from './unwritten-data.ts';

/** Metrics in the files of a folder, one line for each time that they are written. */
export interface MetricsJournal {
  /**
   * Writes an entry as a whole: after an error none of it counts, whenever the process ends. What is written survives the
   * process; as nothing waits for the disk, the newest of it may be lost with the machine.
   */
  append(entry: JournalEntry, nowMs: number): Promise<void>;
  /** Where a source was with its last data that is written. */
  position(source: string): string | undefined;
}

/** Opens the journal in a folder and gives each entry, the oldest first. What is damaged is left out, and logged. */
export async function openMetricsJournal(
  folder: string,
  { log, resolutionOf }: { readonly log: Log } & Pick<UnwrittenOptions, 'resolutionOf'>,
  onEntry: (entry: JournalEntry) => void,
): Promise<MetricsJournal> {
  const positions = new Map<string, string>();
  const take = (entry: JournalEntry) => {
    onEntry(entry);
    for (const [source, position] of entry.positions) positions.set(source, position);
  };
  let written = await readJournal(folder, log, take).catch((error: unknown) => {
    log.error('earlier metrics cannot be read', { error });
    return undefined;
  });
  let tidied: string | undefined;

  return {
    append: async (entry, nowMs) => {
      if (written !== undefined) await removeRest(written);
      written = target(folder, written, nowMs);
      // Older files are deleted one day: each file knows all positions.
      const all = written.size > 0 ? entry.positions : new Map([...positions, ...entry.positions]);
      written = await appendWhole(written, entryLine({ ...entry, positions: all }));
      for (const [source, position] of entry.positions) positions.set(source, position);
      if (tidied === written.path) return;
      tidied = written.path;
      await tidySegments(folder, { current: basename(tidied), nowMs, resolutionOf }).catch((error: unknown) =>
        log.warn('old metrics could not be tidied up on disk', { error }),
      );
    },
    position: (source) => positions.get(source),
  };
}

/** A clock that is set back does not lead back to an older file: the newest positions have to be in the last one. */
function target(folder: string, written: Written | undefined, nowMs: number): Written {
  const name = segmentAt(nowMs);
  return written !== undefined && basename(written.path) >= name
    ? written
    : { path: join(folder, name), size: 0 };
}

/** Reads all files, and returns how much of the last one counts. One that cannot be read is set aside. */
async function readJournal(
  folder: string,
  log: Log,
  onEntry: (entry: JournalEntry) => void,
): Promise<Written | undefined> {
  let last: Written | undefined;
  for (const name of await listSegments(folder)) {
    const path = join(folder, name);
    let line = 0;
    const take = (text: string) => {
      line += 1;
      const entry = parseLine(text);
      if (entry !== undefined) onEntry(entry);
      else log.warn('a line of metrics is damaged and left out', { file: name, line });
    };
    const size = await readSegment(folder, name, take).catch(async (error: unknown) => {
      log.error('a file of metrics cannot be read and is set aside', { error, file: name });
      await rename(path, `${path}.unreadable`);
      return 0;
    });
    last = { path, size };
  }
  return last;
}
