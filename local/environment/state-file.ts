import { chmod, link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { parseJson } from '../../json/parse-json.ts';

/** Makes a folder that only its owner may look into. */
export async function ensurePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
}

/** Writes a file with mode 0600 atomically; one that is as it should be is left alone, without waiting for the disk. */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  await ensurePrivateFolder(dirname(path));
  if (await isPrivateWith(path, content)) return;
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

async function isPrivateWith(path: string, content: string): Promise<boolean> {
  return (await readText(path)) === content && ((await stat(path)).mode & 0o777) === 0o600;
}

/**
 * A JSON state file, or undefined if there is none. One that is not what this version writes is set aside, not lost,
 * and raises `STATE_UNREADABLE`: it has what nothing else knows, such as values that somebody gave.
 */
export async function readStateFile<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const { value, problem } = await readOrSetAside(path, schema);
  if (problem !== undefined) throw problem;
  return value;
}

/** The same for a file that the next start makes again: one that cannot be read is set aside as if there were none. */
export async function readRebuiltFile<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  return (await readOrSetAside(path, schema)).value;
}

async function readOrSetAside<T>(
  path: string,
  schema: z.ZodType<T>,
): Promise<{ readonly value?: T; readonly problem?: Failure }> {
  const text = await readText(path);
  if (text === undefined) return {};
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return { value: parsed.data };
  const aside = await setAside(path);
  const message = `${path} cannot be read by this version; it was moved to ${aside}:\n${z.prettifyError(parsed.error)}`;
  const hint = 'Run the command again to start without it, or restore its content first.';
  return { problem: new Failure('STATE_UNREADABLE', message, { hint, cause: parsed.error }) };
}

/** Gives a file the first name of `.unreadable`, `.unreadable-2`, ... that is free, and says which. */
async function setAside(path: string, attempt = 1): Promise<string> {
  const aside = `${path}.unreadable${attempt === 1 ? '' : `-${attempt}`}`;
  try {
    // Unlike a rename, a link never replaces a file.
    await link(path, aside);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return await setAside(path, attempt + 1);
    throw error;
  }
  await unlink(path);
  return aside;
}

/** Writes a value as a JSON state file. */
export async function writeStateFile(path: string, value: unknown): Promise<void> {
  await writePrivateFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** The text of a file, or undefined if there is none. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
