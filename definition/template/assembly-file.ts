import { readFile } from 'node:fs/promises';
import { Failure } from '../../failure/failure.ts';

/** Reads a JSON file of a cloud assembly. Fails with `ASSEMBLY_UNREADABLE`. */
export async function readAssemblyJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw unreadableAssembly(path, error instanceof SyntaxError ? 'not JSON' : 'cannot be read', error);
  }
}

/** The failure of a file of a cloud assembly that cannot be used. */
export function unreadableAssembly(path: string, why: string, cause: unknown): Failure {
  return new Failure('ASSEMBLY_UNREADABLE', `Cloud assembly file ${path}: ${why}.`, {
    hint: 'Synthesize the app again with `npx -y pnpm@12 exec cdk synth` and check what it writes.',
    cause,
  });
}
