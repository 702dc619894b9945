import { readFile } from 'node:fs/promises';

/** A Linux distribution by its `os-release`: `debian` and `bookworm`. Both are empty where there is no such file. */
export interface Distribution {
  readonly id: string;
  readonly codename: string;
}

/** Reads which distribution this machine runs. */
export async function readDistribution(): Promise<Distribution> {
  return parseDistribution(await readFile('/etc/os-release', 'utf8').catch(() => ''));
}

/** Reads the text of `/etc/os-release`. */
export function parseDistribution(text: string): Distribution {
  const field = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return { id: field('ID'), codename: field('VERSION_CODENAME') };
}
