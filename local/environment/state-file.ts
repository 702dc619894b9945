import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { parseJson } from '../../json/parse-json.ts';

/** Makes a folder that only its owner may look into. */
export async function ensurePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
}

/** Writes a file with mode 0600 so that it is there whole or not at all. */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  await ensurePrivateFolder(dirname(path));
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** A JSON state file, or undefined where there is none; a file that cannot be read is set aside, not lost. */
export async function readStateFile<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const aside = `${path}.unreadable`;
  await rename(path, aside);
  throw new Failure('STATE_UNREADABLE', `${path} is not what this version writes; it is kept as ${aside}`, {
    hint: 'Run the command again to start afresh, or put the right content back first.',
    cause: parsed.error,
  });
}

/** Writes a value as a JSON state file. */
export async function writeStateFile(path: string, value: unknown): Promise<void> {
  await writePrivateFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** The text of a file, or undefined where there is none. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
