import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { RunRecord } from '../record/run-record.ts';

/** The records of the last nights, each a file in a folder. */
export interface KeptNights {
  /** Files that cannot be read are left out: an older version wrote them, and `unreadable` is told their names. */
  readonly read: (scenario: string) => Promise<readonly RunRecord[]>;
  /** Deletes what is older than the last nights. */
  readonly keep: (record: RunRecord) => Promise<void>;
}

/** `parse` reads a record from its text, and throws for anything else. */
export interface KeptNightsOptions {
  readonly folder: string;
  readonly parse: (text: string) => RunRecord;
  readonly unreadable: (file: string, why: string) => void;
  /** Of each scenario. */
  readonly mostNights?: number;
}

const ending = '.json.gz';

export function keptNights({ folder, parse, unreadable, mostNights = 14 }: KeptNightsOptions): KeptNights {
  const read = async (file: string): Promise<readonly RunRecord[]> => {
    try {
      const text = await promisify(gunzip)(await readFile(join(folder, file)));
      return [parse(text.toString('utf8'))];
    } catch (error) {
      unreadable(file, error instanceof Error ? error.message : String(error));
      return [];
    }
  };
  return {
    read: async (scenario) => (await Promise.all((await filesOf(folder, scenario)).map(read))).flat(),
    keep: async (record) => {
      await mkdir(folder, { recursive: true });
      const file = `${record.plan.scenario}_${new Date(record.startMs).toISOString().replaceAll(':', '-')}${ending}`;
      await writeFile(join(folder, file), await promisify(gzip)(JSON.stringify(record)));
      const files = await filesOf(folder, record.plan.scenario);
      for (const old of files.slice(0, -mostNights)) await rm(join(folder, old));
    },
  };
}

/** The oldest first. */
async function filesOf(folder: string, scenario: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files = await readdir(folder);
  return files.filter((file) => file.startsWith(`${scenario}_`) && file.endsWith(ending)).toSorted();
}
