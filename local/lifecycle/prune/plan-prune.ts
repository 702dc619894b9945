import type { FoundEnvironment, Inventory } from '../inventory/inventory.ts';
import { mayNeedAny, neededAlone, planImages } from './plan-images.ts';
import type {
  LeftEnvironment,
  PrunableContext,
  PrunableOfEnvironment,
  PrunePlan,
  PruneRequest,
} from './prune-plan.ts';

/**
 * What nothing needs of all that the toolkit made: the state of environments whose checkout is gone and that hold no data,
 * images that no environment and no container needs, and what builds left. An environment that is stopped keeps all that it
 * starts with again. Where environments are named, they go with their data and with the images that they alone need, and
 * nothing else is touched.
 */
export function planPrune(
  { environments, usage }: Pick<Inventory, 'environments' | 'usage'>,
  contexts: readonly PrunableContext[],
  request: PruneRequest,
): PrunePlan {
  if (request.named.length > 0) return planNamed({ environments, usage }, request);
  const removed = environments.filter((each) => isGone(each, request));
  const kept = environments.filter((each) => !removed.includes(each));
  return {
    items: [
      ...removed.flatMap(partsOf),
      ...kept.filter(isWithoutContainers).flatMap(networksOf),
      ...planImages(usage, kept, request),
      ...contexts,
    ],
    left: kept.filter(({ name }) => name !== request.current).flatMap(whyLeft),
  };
}

function planNamed(
  { environments, usage }: Pick<Inventory, 'environments' | 'usage'>,
  request: PruneRequest,
): PrunePlan {
  const removed = environments.filter(({ name }) => request.named.includes(name));
  const kept = environments.filter((each) => !removed.includes(each));
  const images = neededAlone(usage, { removed, kept }, request);
  return { items: [...removed.flatMap(partsOf), ...images], left: [] };
}

/** Only its state is left, and where it came from is not there any more. */
function isGone({ name, record, containers, volumes }: FoundEnvironment, { current }: PruneRequest): boolean {
  return name !== current && record?.isCheckoutGone === true && containers.length + volumes.length === 0;
}

function isWithoutContainers({ record, containers }: FoundEnvironment): boolean {
  return record !== undefined && containers.length === 0;
}

function partsOf(environment: FoundEnvironment): readonly PrunableOfEnvironment[] {
  const { name, record, volumes } = environment;
  return [
    ...volumes.map((volume) => ({
      kind: 'volume' as const,
      environment: name,
      name: volume.name,
      bytes: volume.sizeBytes ?? 0,
    })),
    ...networksOf(environment),
    ...(record === undefined
      ? []
      : [{ kind: 'state' as const, environment: name, name: record.stateFolder, bytes: record.stateBytes }]),
  ];
}

/** Stopping an environment removes its network, unless the command was killed. */
function networksOf({ name, networks }: FoundEnvironment): readonly PrunableOfEnvironment[] {
  return networks.map((network) => ({ kind: 'network', environment: name, name: network, bytes: 0 }));
}

/** None for an environment that is in use, or may be. */
function whyLeft(environment: FoundEnvironment): readonly LeftEnvironment[] {
  const { name, record, containers, volumes } = environment;
  if (containers.length > 0) return [];
  const needs = mayNeedAny(environment) ? '; images stay, as it may need them' : '';
  const left = (why: string) => [{ environment: name, why: `${why}${needs}` }];
  if (record === undefined) return left('no state of it is here: it may be that of another user');
  if (record.isCheckoutGone) return left(`its checkout ${record.checkout} is gone, but it holds data`);
  if (record.checkout !== undefined) return [];
  return left(
    volumes.length === 0 ? 'it has no data, and its checkout is not known' : 'its checkout is not known',
  );
}
