import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LocalEnvironment, Ports } from '../environment/local-environment.ts';
import { readText, writePrivateFile } from '../environment/state-file.ts';
import { stateFile } from '../environment/state-files.ts';
import type { KeptParameters } from '../providers/parameters/kept-parameters.ts';
import type { FindingCounts } from '../scaling/check/check-scaling.ts';
import type { Definition } from './definition.ts';
import { digestSources } from './source-files.ts';
import type { SynthesizedAssembly } from './synth.ts';

/** What a start acts on: all that is computed from the template of a store. */
export interface StoreDefinition extends Omit<Definition, 'stack'> {
  readonly resourceCount: number;
  /** @see differencesLine */
  readonly differences: string;
  /** How much `scaling:check` finds in it; absent where the template cannot be checked by itself. */
  readonly scalingFindings?: FindingCounts;
}

/** What a definition is computed from; the inputs of the assembly include the code that computes it. */
export interface DefinitionSources {
  readonly assembly: Pick<SynthesizedAssembly, 'folder' | 'inputs'>;
  readonly parameters: KeptParameters;
  readonly ports: Ports;
}

/** Whatever bears the seal was written by the very code that reads it now. */
const sealed = z.custom<StoreDefinition>();

/** The definition that was computed from the same sources before, if it is there as it was written. */
export async function readKeptDefinition(
  environment: LocalEnvironment,
  sources: DefinitionSources,
): Promise<StoreDefinition | undefined> {
  const text = (await readText(stateFile(environment, 'definition'))) ?? '';
  const [seal, body = ''] = text.split('\n');
  return seal === sealOf(sources, body) ? sealed.parse(JSON.parse(body)) : undefined;
}

/** Keeps a definition for the next start: to compute it takes longer than all else that a start without changes does. */
export async function keepDefinition(
  environment: LocalEnvironment,
  sources: DefinitionSources,
  definition: StoreDefinition,
): Promise<void> {
  const body = JSON.stringify(definition);
  await writePrivateFile(stateFile(environment, 'definition'), `${sealOf(sources, body)}\n${body}`);
}

/** Of the assembly the templates count; the files of assets are no part of a definition. */
function sealOf({ assembly, parameters, ports }: DefinitionSources, body: string): string {
  const hash = createHash('sha256').update(JSON.stringify([assembly.inputs, parameters, ports]));
  digestSources(hash, assembly.folder, {
    endings: ['.json'],
    isLeftOut: (path) => path.startsWith('asset.'),
  });
  return hash.update(`\0${body}`).digest('hex');
}
