import type { ControlPlane } from './control-plane.ts';

/**
 * When the environment's stack was created, in milliseconds of the epoch. Where the creation is not known any more, the
 * oldest service or task definition tells of it.
 */
export function stackCreatedAt(controlPlane: ControlPlane): number {
  const [first] = controlPlane.stackOperations();
  if (first?.kind === 'create') return first.startedAt;
  const { services, taskDefinitions } = controlPlane.state();
  const times = [
    ...Object.values(services).map((service) => service.createdAt),
    ...Object.values(taskDefinitions).map(({ registeredAt }) => registeredAt),
    ...(first === undefined ? [] : [first.startedAt]),
  ];
  return times.length === 0 ? 0 : Math.min(...times);
}

/** When a release last changed a resource of the stack. */
export function resourceModifiedAt(controlPlane: ControlPlane, logicalId: string): Date {
  const operation = controlPlane
    .stackOperations()
    .findLast(({ changes }) => changes.some((change) => change.logicalId === logicalId));
  return new Date(operation?.ended?.at ?? operation?.startedAt ?? stackCreatedAt(controlPlane));
}
