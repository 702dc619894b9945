import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An application that is not of Rails, in a folder of its own that a test may change. */
export interface OwnApplication {
  /** What `STORE_CONTEXT` names. */
  readonly folder: string;
  /** Replaces a text in a file, both of which have to be there; gives back the file as it was. */
  change(file: string, from: string, to: string): Promise<() => Promise<void>>;
  /** Takes a file away until it is put back. */
  without(file: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Writes the application, whose image is made from `base`: one that has Ruby with the gem pg, and psql. */
export async function ownApplication(base: string): Promise<OwnApplication> {
  const folder = await mkdtemp(join(tmpdir(), 'own-application-'));
  await cp(join(import.meta.dirname, 'shop'), folder, { recursive: true });
  const keep = async (file: string) => {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    return { path, text, back: () => writeFile(path, text) };
  };
  const change: OwnApplication['change'] = async (file, from, to) => {
    const { path, text, back } = await keep(file);
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    await writeFile(path, text.replace(from, to));
    return back;
  };
  await change('Dockerfile', 'FROM demo-store', `FROM ${base}`);
  return {
    folder,
    change,
    without: async (file) => {
      const { path, back } = await keep(file);
      await rm(path);
      return back;
    },
    close: () => rm(folder, { recursive: true }),
  };
}
