import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is deleted with all that is in it. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
  /** Writes a file into it and gives its path. */
  file(name: string, text: string): Promise<string>;
  folder(name: string): Promise<void>;
  /** Writes a program for `sh` into it and gives its path. */
  program(name: string, lines: readonly string[]): Promise<string>;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'spree-parity-test-'));
  const file = async (name: string, text: string) => {
    await writeFile(join(path, name), text);
    return join(path, name);
  };
  return {
    path,
    file,
    folder: (name) => mkdir(join(path, name)),
    program: async (name, lines) => {
      const program = await file(name, ['#!/bin/sh', ...lines, ''].join('\n'));
      await chmod(program, 0o755);
      return program;
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
