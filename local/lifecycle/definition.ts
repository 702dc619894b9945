import { type AssemblyStack, readAssembly } from '../../definition/template/read-assembly.ts';
import type { Workload } from '../../definition/workload.ts';
import { Failure } from '../../failure/failure.ts';
import { awsEndpointAt, preferredPorts } from '../environment/local-environment.ts';
import { digestOf } from '../providers/digest.ts';
import { localWorkload } from '../providers/local-workload.ts';
import { type ReducedTemplate, reduceInOrder } from '../providers/reduce-for-localstack.ts';

/** A synthesized definition as the local side reads it. */
export interface Definition {
  readonly stack: AssemblyStack;
  readonly workload: Workload;
  readonly digest: string;
  /** The part that LocalStack takes. */
  readonly emulated: ReducedTemplate;
  readonly emulatedDigest: string;
  /** Logical ids of what LocalStack has to have before tasks start. */
  readonly neededFirst: readonly string[];
}

/**
 * Reads the definition in a cloud assembly, with addresses at these ports. Raises what reading, resolving and
 * realising it raise.
 */
export async function readDefinition(assemblyFolder: string, ports = preferredPorts): Promise<Definition> {
  const stack = onlyStack(await readAssembly(assemblyFolder), assemblyFolder);
  const inputs = { awsEndpoint: awsEndpointAt(ports) };
  const workload = localWorkload(stack, inputs);
  const { template: emulated, neededFirst } = reduceInOrder(stack, inputs);
  return {
    stack,
    workload,
    digest: digestOf(workload),
    emulated,
    emulatedDigest: digestOf(emulated),
    neededFirst,
  };
}

function onlyStack(stacks: readonly AssemblyStack[], folder: string): AssemblyStack {
  const [first, second] = stacks;
  if (first !== undefined && second === undefined) return first;
  const found = stacks.length === 0 ? 'no stack' : stacks.map(({ stackName }) => stackName).join(', ');
  throw new Failure(
    'DEFINITION_NOT_ONE_STACK',
    `The assembly ${folder} has ${found}; the local side runs one`,
    {
      hint: 'Leave the certificate and domain of production out of the local environment: stack/environments.ts.',
    },
  );
}
