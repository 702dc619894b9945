import { Failure } from '../failure/failure.ts';
import { ownValue } from '../json/own-value.ts';
import { resolveSingle, resolveTemplate } from './resolution/resolve-template.ts';
import type { ResolvedTemplate } from './resolution/resolved-template.ts';
import type { ResolutionInputs } from './resolution/resolver.ts';
import type { JsonValue } from './template/json-value.ts';
import { type AssemblyStack, readAssembly } from './template/read-assembly.ts';
import { toWorkload } from './to-workload.ts';
import { resourceValues } from './values/resource-values.ts';
import { valuesOnAws } from './values/values-on-aws.ts';
import type { Workload } from './workload.ts';

/** A stack of any environment, with the values that it has on AWS. */
export interface ResolvedStack {
  readonly stack: AssemblyStack;
  readonly template: ResolvedTemplate;
}

/** The same, as the local environment reads it. */
export interface DefinedStack extends ResolvedStack {
  readonly workload: Workload;
}

/**
 * Reads all stacks of a cloud assembly, each after those that it depends on: exports and outputs of one are the
 * imports of the others. Raises what reading and resolving them raise, and `DEFINITION_STACK_CYCLE`.
 */
export async function readStacks(assemblyFolder: string): Promise<readonly DefinedStack[]> {
  return resolveStacks(await readAssembly(assemblyFolder));
}

/** @see readStacks */
export function resolveStacks(stacks: readonly AssemblyStack[]): readonly DefinedStack[] {
  return resolveTemplates(stacks).map((resolved) => ({
    ...resolved,
    workload: toWorkload(resolved.template),
  }));
}

/**
 * Reads the templates of a cloud assembly as `readStacks` does, whatever types they have: what the local environment
 * would refuse is not looked at.
 */
export async function readTemplates(assemblyFolder: string): Promise<readonly ResolvedStack[]> {
  return resolveTemplates(await readAssembly(assemblyFolder));
}

/** @see readTemplates */
export function resolveTemplates(stacks: readonly AssemblyStack[]): readonly ResolvedStack[] {
  const imports: Record<string, JsonValue> = {};
  const stackOutputs: Record<string, Readonly<Record<string, JsonValue>>> = {};
  return inOrder(stacks).map((stack) => {
    const inputs: ResolutionInputs = { imports, stackOutputs };
    const values = resourceValues(stack, inputs, (_logicalId, type) => valuesOnAws(type));
    const template = resolveTemplate(stack, values, inputs);
    Object.assign(imports, exportsOf(stack, template, inputs));
    stackOutputs[stack.stackName] = template.outputs;
    return { stack, template };
  });
}

function exportsOf(
  stack: AssemblyStack,
  { outputs, values }: ResolvedTemplate,
  inputs: ResolutionInputs,
): Readonly<Record<string, JsonValue>> {
  const exported = Object.entries(stack.template.Outputs).flatMap(([output, { Export }]) => {
    const value = ownValue(outputs, output);
    if (Export === undefined || value === undefined) return [];
    const name = resolveSingle(Export.Name, ['Outputs', output, 'Export', 'Name'], stack, values, inputs);
    return [[String(name), value] as const];
  });
  return Object.fromEntries(exported);
}

/** Each stack after those that it depends on; other dependencies are assets. */
function inOrder(stacks: readonly AssemblyStack[]): readonly AssemblyStack[] {
  const ordered: AssemblyStack[] = [];
  let waiting = stacks;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ dependencies }) => !waiting.some(({ id }) => dependencies.includes(id)));
    if (ready.length === 0) throw stackCycle(waiting);
    ordered.push(...ready);
    waiting = waiting.filter((stack) => !ready.includes(stack));
  }
  return ordered;
}

function stackCycle(stacks: readonly AssemblyStack[]): Failure {
  const names = stacks.map(({ stackName }) => stackName).join(', ');
  return new Failure('DEFINITION_STACK_CYCLE', `The stacks ${names} depend on each other in a cycle`, {
    hint: 'CloudFormation could not deploy them either: break the cycle in the CDK app.',
  });
}
