import { readText } from '../environment/state-file.ts';
import { stateFile } from '../environment/state-files.ts';
import type { Log } from './logger.ts';
import type { PersistedState } from './state/persisted-state.ts';

/** The definition in the environment's assembly. */
export interface AssemblyDefinition {
  readonly released: NonNullable<PersistedState['released']>;
  /** Whether it is the very one that the last `local:up` released, and not one that is on its way. */
  readonly isAsReleased: boolean;
}

/**
 * Reads the definition again from the environment's state folder; undefined if none was ever released, and where it
 * cannot be read: the next `local:up` brings it then. Its code is loaded only here, as few starts need it.
 */
export async function readReleasedDefinition(
  stateFolder: string,
  log: Log,
): Promise<AssemblyDefinition | undefined> {
  try {
    const stamp = await readText(stateFile({ stateFolder }, 'released'));
    if (stamp === undefined) return undefined;
    const { readDefinition } = await import('../providers/local-definition.ts');
    const { workload, digest } = await readDefinition(stateFile({ stateFolder }, 'assembly'));
    return { released: { workload, digest }, isAsReleased: stamp.split(' ')[0] === digest };
  } catch (error) {
    log.warn('the released definition could not be read from its assembly', { error });
    return undefined;
  }
}
