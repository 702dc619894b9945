import { ownValue } from '../../json/own-value.ts';
import { capacityShares } from './capacity-shares.ts';
import { type Charge, type Finding, hoursPerMonth } from './charge.ts';
import type { Circumstances } from './circumstances.ts';
import { type CostedResource, number, object, text, unpriced } from './costed-resource.ts';
import { hasPublicTasks, publicAddresses } from './network.ts';
import type { SpotDiscount } from './spot-discount.ts';

/** What a task of a definition has. */
export interface TaskResources {
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly processor: 'arm' | 'x86';
}

/**
 * The tasks of a service on Fargate.
 * @see https://aws.amazon.com/fargate/pricing/
 */
export function service(resource: CostedResource, circumstances: Circumstances): readonly Finding[] {
  const definition = definitionOf(resource, circumstances.resources);
  if (definition === undefined) return [unpriced(resource, 'its task definition is not in the templates')];
  const task = taskResources(definition);
  if (task === undefined) return [unpriced(resource, 'the size of its tasks is not in the template')];
  const count = circumstances.tasksOf(resource);
  const shares = capacityShares(resource, count);
  if (shares === undefined) return [unpriced(resource, 'it does not run on Fargate alone')];
  return [
    ...taskCharges(resource, serviceName(resource), task, shares.onDemand),
    ...(shares.spot > 0
      ? taskCharges(resource, serviceName(resource), task, shares.spot, circumstances.spotDiscount)
      : []),
    ...(hasPublicTasks(resource) ? [publicAddresses(resource, count)] : []),
    ...unusual(resource, definition),
  ].filter((finding) => !('count' in finding) || finding.count > 0 || shares.spot === 0);
}

/** The name by which services are told apart. */
export function serviceName(resource: CostedResource): string {
  return String(resource.attribute('Name') ?? resource.logicalId);
}

/** The task definition of a service. */
export function definitionOf(
  resource: CostedResource,
  resources: readonly CostedResource[],
): CostedResource | undefined {
  const named = text(resource, 'TaskDefinition');
  return resources.find(
    ({ type, attribute, properties }) =>
      type === 'AWS::ECS::TaskDefinition' &&
      (attribute('Ref') === named || ownValue(properties, 'Family') === named),
  );
}

/** The size of a task; undefined where the definition does not say it. */
export function taskResources(definition: CostedResource): TaskResources | undefined {
  const units = sizeOf(text(definition, 'Cpu'), /^(\d*\.?\d+) ?vcpu$/i, 1024);
  const memoryMiB = sizeOf(text(definition, 'Memory'), /^(\d*\.?\d+) ?gb$/i, 1024);
  if (units === undefined || memoryMiB === undefined) return undefined;
  const processor = isArm(definition) ? 'arm' : 'x86';
  return { vcpu: units / 1024, memoryGiB: memoryMiB / 1024, processor };
}

/** ECS takes `512` and `.5 vCPU` alike. */
function sizeOf(written: string | undefined, withUnit: RegExp, scale: number): number | undefined {
  const [, amount] = withUnit.exec(written ?? '') ?? [];
  const size = amount === undefined ? Number(written) : Number(amount) * scale;
  return Number.isFinite(size) && size > 0 ? size : undefined;
}

function isArm(definition: CostedResource): boolean {
  return text(object(definition, 'RuntimePlatform'), 'CpuArchitecture') === 'ARM64';
}

/** vCPU and memory of tasks. */
export function taskCharges(
  { type, logicalId, region }: CostedResource,
  name: string,
  { vcpu, memoryGiB, processor }: TaskResources,
  count: number,
  discount?: SpotDiscount,
): readonly Charge[] {
  const common = {
    ...{ kind: 'fixed' as const, type, resources: [logicalId], region, count },
    ...(discount === undefined ? {} : { discount }),
  };
  const size = `${vcpu} vCPU, ${memoryGiB} GB${processor === 'arm' ? ', ARM' : ''}${discount !== undefined ? ', Spot' : ''}`;
  return [
    {
      ...common,
      name: `tasks of ${name} (${size}): vCPU`,
      price: `fargate/${processor}/vcpu`,
      each: [vcpu, hoursPerMonth],
    },
    {
      ...common,
      name: `tasks of ${name} (${size}): memory`,
      price: `fargate/${processor}/memory`,
      each: [memoryGiB, hoursPerMonth],
    },
  ];
}

/** What costs something besides vCPU and memory. */
function unusual(resource: CostedResource, definition: CostedResource): readonly Finding[] {
  const disk = number(object(definition, 'EphemeralStorage'), 'SizeInGiB') ?? 20;
  const system = text(object(definition, 'RuntimePlatform'), 'OperatingSystemFamily') ?? 'LINUX';
  return [
    ...(disk > 20
      ? [unpriced(resource, `no price of ${disk - 20} GiB of storage beyond the 20 that are free`)]
      : []),
    ...(system === 'LINUX' ? [] : [unpriced(resource, `no price of licences of ${system}`)]),
  ];
}
