import { access } from 'node:fs/promises';

/** Whether there is a file or a folder at a path, as far as this process can see. */
export async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
