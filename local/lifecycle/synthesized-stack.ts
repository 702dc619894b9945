import { rm } from 'node:fs/promises';
import type { AssemblyStack } from '../../definition/template/read-assembly.ts';
import { Failure } from '../../failure/failure.ts';
import { readStack } from './definition.ts';
import { assemblyStamp, type Synthesis, type SynthesizedAssembly, synthesize } from './synth.ts';

/** The stack of the app, and whether its assembly had to be made now. */
export interface SynthesizedStack extends SynthesizedAssembly {
  readonly stack: AssemblyStack;
}

/** Reads the stack of a synthesized app; an earlier assembly that can no longer be read is made again. */
export async function synthesizedStack(
  synthesis: Synthesis,
  assembly: SynthesizedAssembly,
): Promise<SynthesizedStack> {
  try {
    return { ...assembly, stack: await readStack(assembly.folder) };
  } catch (error) {
    if (assembly.fresh || !(error instanceof Failure)) throw error;
    await rm(assemblyStamp(assembly.folder), { force: true });
    const fresh = await synthesize(synthesis);
    return { ...fresh, stack: await readStack(fresh.folder) };
  }
}
