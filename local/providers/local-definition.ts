import { dirname } from 'node:path';
import { type AssemblyStack, readAssembly } from '../../definition/template/read-assembly.ts';
import type { Workload } from '../../definition/workload.ts';
import { Failure } from '../../failure/failure.ts';
import { awsEndpointAt, type Ports, preferredPorts } from '../environment/local-environment.ts';
import { readPorts } from '../environment/ports.ts';
import { digestOf } from './digest.ts';
import { asLocal, localWorkload } from './local-workload.ts';
import { concealing } from './parameters/conceal.ts';
import { inputsOf, type KeptParameters, readKeptParameters } from './parameters/kept-parameters.ts';
import { reachableOutputs } from './reachable-outputs.ts';
import { type ReducedTemplate, reduceInOrder } from './reduce-for-localstack.ts';
import { stackContents } from './stack-contents.ts';

/** A synthesized definition as the local environment reads it. */
export interface Definition {
  readonly stack: AssemblyStack;
  readonly workload: Workload;
  readonly digest: string;
  /** The part that LocalStack takes. */
  readonly emulated: ReducedTemplate;
  readonly emulatedDigest: string;
  /** Logical ids of what LocalStack has to have before tasks start. */
  readonly neededFirst: readonly string[];
  /** The values of its parameters, and of what it reads from Parameter Store. */
  readonly parameters: KeptParameters;
}

/** What a definition is read with besides its template. */
export interface DefinitionInputs {
  /** Where addresses are; when absent those that the state folder around the assembly keeps, or the preferred ones. */
  readonly ports?: Ports;
  /** Those that the state folder around the assembly keeps when absent. */
  readonly parameters?: KeptParameters;
}

/**
 * Reads the definition in a cloud assembly, with the values of parameters that the state folder around it keeps.
 * Raises what reading and resolving it and checking its providers raise.
 */
export async function readDefinition(
  assemblyFolder: string,
  inputs: DefinitionInputs = {},
): Promise<Definition> {
  const stack = await readStack(assemblyFolder);
  const stateFolder = dirname(assemblyFolder);
  const parameters = inputs.parameters ?? (await readKeptParameters(stateFolder));
  const ports = inputs.ports ?? (await readPorts({ stateFolder })) ?? preferredPorts;
  return defineStack(stack, { parameters, ports });
}

/** The definition in a stack that was read already. Raises what resolving it and checking its providers raise. */
export function defineStack(
  stack: AssemblyStack,
  { parameters, ports }: Required<DefinitionInputs>,
): Definition {
  try {
    return define(stack, parameters, ports);
  } catch (error) {
    throw concealing(error, stack.template, parameters);
  }
}

/** The stack of a cloud assembly as it is written. */
export async function readStack(assemblyFolder: string): Promise<AssemblyStack> {
  return onlyStack(await readAssembly(assemblyFolder), assemblyFolder);
}

/** The region that a definition is in locally. */
export async function readRegion(assemblyFolder: string): Promise<string> {
  return asLocal(await readStack(assemblyFolder)).region;
}

function define(stack: AssemblyStack, parameters: KeptParameters, ports: Ports): Definition {
  const inputs = { ...inputsOf(parameters), awsEndpoint: awsEndpointAt(ports) };
  const read = localWorkload(stack, inputs);
  const { distributions } = read;
  const workload = { ...read, stack: stackContents(stack, { inputs, distributions, ports }) };
  const { template, neededFirst } = reduceInOrder(stack, inputs);
  const emulated = {
    ...template,
    Outputs: reachableOutputs(template.Outputs, distributions, ports),
  };
  return {
    stack,
    workload,
    digest: digestOf(workload),
    emulated,
    emulatedDigest: digestOf(emulated),
    neededFirst,
    parameters,
  };
}

function onlyStack(stacks: readonly AssemblyStack[], folder: string): AssemblyStack {
  const [first, second] = stacks;
  if (first !== undefined && second === undefined) return first;
  const names = stacks.map(({ stackName }) => stackName).join(', ');
  const found = names === '' ? 'no stack' : `${stacks.length} stacks (${names})`;
  throw new Failure(
    'DEFINITION_NOT_ONE_STACK',
    `The assembly ${folder} has ${found}; exactly one can run locally.`,
    {
      hint: 'In the CDK app, instantiate only one stack if the environment is local: move the resources that the store needs into it, and create the others, such as a certificate or a domain, only on AWS.',
    },
  );
}
