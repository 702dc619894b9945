import { countStackFindings } from '../capacity/count-stack-findings.ts';
import type { LocalEnvironment, Ports } from '../environment/local-environment.ts';
import { asLocal } from '../providers/local-workload.ts';
import { type KeptParameters, keepParameters } from '../providers/parameters/kept-parameters.ts';
import { differencesLine } from './commands/differences.ts';
import { type Definition, defineStack } from './definition.ts';
import { keepDefinition, type StoreDefinition } from './kept-definition.ts';
import type { GivenParameters } from './parameters/given-parameters.ts';
import { provideParameters } from './parameters/provide-parameters.ts';
import { runningStore } from './parameters/running-store.ts';
import type { Synthesis, SynthesizedAssembly } from './synth.ts';
import { type SynthesizedStack, synthesizedStack } from './synthesized-stack.ts';

/** What a definition is read with, besides its assembly. */
export interface DefinitionRequest {
  readonly given: GivenParameters;
  /** The values that the environment keeps. */
  readonly kept: KeptParameters;
  readonly ports: Ports;
}

/** A definition, and whether its assembly had to be made now. */
export interface ComputedDefinition {
  readonly definition: StoreDefinition;
  readonly fresh: boolean;
}

/**
 * Computes the definition of a store, and keeps it for the next start unless it may hold a secret. The values of
 * parameters are kept once it could be read with them.
 */
export async function computeDefinition(
  environment: LocalEnvironment,
  synthesis: Synthesis,
  assembly: SynthesizedAssembly,
  { given, kept, ports }: DefinitionRequest,
): Promise<ComputedDefinition> {
  const read = await synthesizedStack(synthesis, assembly);
  const running = runningStore(environment, asLocal(read.stack).region);
  const parameters = await provideParameters(read.stack, { given, kept, running });
  const defined = defineStack(read.stack, { parameters, ports });
  await keepParameters(environment.stateFolder, parameters);
  const definition = toStoreDefinition(defined);
  if (isKeepable(read, definition)) {
    await keepDefinition(environment, { assembly: read, parameters, ports }, definition);
  }
  return { definition, fresh: read.fresh };
}

function toStoreDefinition(defined: Definition): StoreDefinition {
  const { stack, ...rest } = defined;
  const resourceCount = Object.keys(stack.template.Resources).length;
  const scalingFindings = countStackFindings(stack);
  return {
    ...{ ...rest, resourceCount, differences: differencesLine(defined) },
    ...(scalingFindings === undefined ? {} : { scalingFindings }),
  };
}

/** What is read from Parameter Store may be a secret, and may have changed at the next start. */
function isKeepable({ stack }: SynthesizedStack, { parameters, workload }: StoreDefinition): boolean {
  const isConcealed = Object.values(stack.template.Parameters).some(({ NoEcho }) => NoEcho);
  const hasSecretValue = workload.secrets.some(({ value }) => value !== undefined);
  return !isConcealed && !hasSecretValue && Object.keys(parameters.stored).length === 0;
}
