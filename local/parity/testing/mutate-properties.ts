import { isDeepStrictEqual } from 'node:util';
import { type PropertyLeaf, propertyLeaves } from '../../../definition/properties/property-leaves.ts';
import { standingAt } from '../../../definition/properties/schema-node.ts';
import type { ResolvedResource } from '../../../definition/resolution/resolved-template.ts';
import { resourceSchemas } from '../../../definition/resources/resource-schemas.ts';
import { isJsonObject, type JsonValue } from '../../../definition/template/json-value.ts';
import type { StackDefinition } from '../../../definition/template/template.ts';
import type { Workload } from '../../../definition/workload.ts';
import { Failure } from '../../../failure/failure.ts';
import { AwsError } from '../../control-plane/api/aws-error.ts';
import { localWorkload, resolveLocally } from '../../providers/local-workload.ts';
import { type ReducedTemplate, reduceForLocalStack } from '../../providers/reduce-for-localstack.ts';
import { findProvision } from '../../providers/resource-table.ts';
import { otherValues, withValue } from './mutations.ts';
import { renderings } from './renderings.ts';

/** A property of a resource type, and what comes of other values for it: something changes, or nothing does, or all are refused. */
export interface MutatedProperty {
  readonly type: string;
  readonly path: readonly string[];
  readonly outcome: 'acts' | 'nothing' | 'refused';
  /** Whether the local definition says, by property or for the whole type, that nothing acts on it. */
  readonly isRecorded: boolean;
}

/** One place of a property in a stack. */
interface Occurrence {
  readonly stack: StackDefinition;
  readonly resource: ResolvedResource;
  readonly leaf: PropertyLeaf;
}

/** Gives other values to every property of the stacks, one at a time, and looks at what becomes of it locally. */
export async function mutateProperties(
  stacks: readonly StackDefinition[],
): Promise<readonly MutatedProperty[]> {
  const baselines = new Map<ResolvedResource, Baseline>();
  const mutated: MutatedProperty[] = [];
  for (const [type, path, occurrences] of propertiesOf(stacks)) {
    const isRecorded = saysRecorded(type, path);
    const outcome = await outcomeOf(occurrences, baselines, isRecorded);
    mutated.push({ type, path, outcome, isRecorded });
  }
  return mutated;
}

function saysRecorded(type: string, path: readonly string[]): boolean {
  const schema = resourceSchemas[type];
  const standing = schema === undefined ? undefined : standingAt(schema, path);
  const faithfulness = findProvision(type)?.faithfulness;
  return standing?.kind === 'recorded' || faithfulness === 'recorded' || faithfulness === 'absent';
}

/** Each property with its places. Types that nothing stands in for are left out: their row is the reason for all of them. */
function propertiesOf(
  stacks: readonly StackDefinition[],
): readonly (readonly [type: string, path: readonly string[], readonly Occurrence[]])[] {
  const occurrences = stacks.toSorted(bySize).flatMap((stack) =>
    resolveLocally(stack)
      .resources.filter(({ type }) => findProvision(type)?.provider !== 'none')
      .flatMap((resource) => propertyLeaves(resource.properties).map((leaf) => ({ stack, resource, leaf }))),
  );
  const grouped = Map.groupBy(
    distinct(occurrences),
    ({ resource, leaf }) => `${resource.type} ${leaf.path.join('.')}`,
  );
  return [...grouped.values()].map((group) => {
    const [{ resource, leaf }] = group as [Occurrence];
    return [resource.type, leaf.path, group] as const;
  });
}

/** What a property does shows soonest in a small stack. */
function bySize(one: StackDefinition, other: StackDefinition): number {
  return Object.keys(one.template.Resources).length - Object.keys(other.template.Resources).length;
}

/** The environments of one app mostly repeat each other: the same value of the same resource is looked at once. */
function distinct(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const keyed = occurrences.map((each) => {
    const { type, logicalId } = each.resource;
    return [JSON.stringify([type, logicalId, each.leaf.at, each.leaf.value]), each] as const;
  });
  // The first of them, in the smallest stack.
  return [...new Map(keyed.toReversed()).values()].toReversed();
}

/** A property that refuses all other values in as many places does so in the others: references to other resources do. */
const enoughRefusals = 2;

/**
 * The most telling outcome of all places of a property: a value may act in one and not in another. Where nothing is
 * to act, the first value without effect is enough.
 */
async function outcomeOf(
  occurrences: readonly Occurrence[],
  baselines: Map<ResolvedResource, Baseline>,
  isRecorded: boolean,
): Promise<MutatedProperty['outcome']> {
  let outcome: MutatedProperty['outcome'] = 'refused';
  let refusals = 0;
  for (const { stack, resource, leaf } of occurrences) {
    const baseline = baselines.get(resource) ?? new Baseline(stack, resource);
    baselines.set(resource, baseline);
    const found: MutatedProperty['outcome'][] = [];
    for (const value of otherValues(leaf, resourceSchemas[resource.type])) {
      const changed = withProperties(stack, resource, withValue(resource.properties, leaf.at, value));
      found.push(await unlessRefused(() => baseline.compare(changed)));
      if (found.at(-1) === 'acts') return 'acts';
      if (found.at(-1) === 'nothing' && isRecorded) return 'nothing';
    }
    // Where no other value is legal, leaving the property out says the same as the one that is.
    if (found.slice(0, -1).includes('nothing') || (found.length === 1 && found[0] === 'nothing')) {
      outcome = 'nothing';
    }
    if (found.every((each) => each === 'refused')) refusals += 1;
    if (outcome === 'refused' && refusals === enoughRefusals) return outcome;
  }
  return outcome;
}

/** By the reading of the definition, or by the control plane when it takes the definition over. */
async function unlessRefused(
  compare: () => Promise<MutatedProperty['outcome']>,
): Promise<MutatedProperty['outcome']> {
  try {
    return await compare();
  } catch (error) {
    if (error instanceof Failure || error instanceof AwsError) return 'refused';
    throw error;
  }
}

/** What a stack turns into before a property of one of its resources changes; made as far as it is asked for. */
class Baseline {
  readonly #stack: StackDefinition;
  readonly #workload: Workload;
  readonly #rendered: unknown[] = [];
  #emulated?: ReducedTemplate;

  /** References of the resource are resolved already, so that the change of a value is the only difference. */
  constructor(stack: StackDefinition, resource: ResolvedResource) {
    this.#stack = withProperties(stack, resource, resource.properties);
    this.#workload = localWorkload(this.#stack);
  }

  /** Raises the failure with which the local environment would refuse the stack. */
  async compare(stack: StackDefinition): Promise<'acts' | 'nothing'> {
    const workload = localWorkload(stack);
    if (!isDeepStrictEqual(workload, this.#workload) && (await this.#rendersOtherwise(workload)))
      return 'acts';
    this.#emulated ??= reduceForLocalStack(this.#stack);
    return isDeepStrictEqual(reduceForLocalStack(stack), this.#emulated) ? 'nothing' : 'acts';
  }

  async #rendersOtherwise(workload: Workload): Promise<boolean> {
    for (const [index, render] of renderings.entries()) {
      this.#rendered[index] ??= await unrefused(() => render(this.#workload));
      if (!isDeepStrictEqual(await render(workload), this.#rendered[index])) return true;
    }
    return false;
  }
}

/** What nothing was changed in has to be legal: otherwise everything that follows from it would be called refused. */
async function unrefused(render: () => unknown): Promise<unknown> {
  try {
    return await render();
  } catch (cause) {
    throw new Error('A stack is refused as it is written.', { cause });
  }
}

function withProperties(
  stack: StackDefinition,
  { logicalId, type }: ResolvedResource,
  properties: JsonValue,
): StackDefinition {
  const { template } = stack;
  const changed = {
    ...template.Resources[logicalId],
    Type: type,
    Properties: isJsonObject(properties) ? properties : {},
  };
  return { ...stack, template: { ...template, Resources: { ...template.Resources, [logicalId]: changed } } };
}
