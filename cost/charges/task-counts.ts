import { type CostedResource, number, text } from './costed-resource.ts';
import { serviceName } from './tasks.ts';

/** The numbers of tasks for which a bill is made. */
export const levels = ['minimum', 'medium', 'maximum'] as const;
export type Level = (typeof levels)[number];

/** Between which numbers scaling moves a service; both are the desired count of one that is not scaled. */
export function taskBounds(
  service: CostedResource,
  resources: readonly CostedResource[],
): { readonly min: number; readonly max: number } {
  const target = resources.find(
    (resource) =>
      resource.type === 'AWS::ApplicationAutoScaling::ScalableTarget' &&
      text(resource, 'ScalableDimension') === 'ecs:service:DesiredCount' &&
      text(resource, 'ResourceId')?.split('/').at(-1) === serviceName(service),
  );
  const desired = number(service, 'DesiredCount') ?? 1;
  return {
    min: (target && number(target, 'MinCapacity')) ?? desired,
    max: (target && number(target, 'MaxCapacity')) ?? desired,
  };
}

/** Medium is half of the maximum, rounded down: five web tasks of ten, two worker tasks of five. */
export function tasksAt(level: Level, { min, max }: { readonly min: number; readonly max: number }): number {
  return { minimum: min, medium: Math.max(min, Math.floor(max / 2)), maximum: max }[level];
}
