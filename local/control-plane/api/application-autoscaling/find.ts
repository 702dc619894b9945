import { ownValue } from '../../../../json/own-value.ts';
import type { ScalableTargetRecord } from '../../model/scaling-state.ts';
import { AwsError } from '../aws-error.ts';
import { objectNotFound } from './errors.ts';
import { named } from './input/scaled-resource.ts';
import type { Persisted } from './scaling-access.ts';

export function targetsOf({ scaling }: Persisted): readonly ScalableTargetRecord[] {
  return Object.values(scaling?.targets ?? {});
}

/** The targets of a namespace, or the one of a resource in it: only services of ECS are any here. */
export function targetsIn(
  state: Persisted,
  {
    ServiceNamespace: namespace,
    ResourceId: id,
  }: { ServiceNamespace: string; ResourceId?: string | undefined },
): readonly ScalableTargetRecord[] {
  if (namespace !== 'ecs') return [];
  return targetsOf(state).filter((target) => id === undefined || target.state.resourceId === id);
}

export function findTarget({ scaling }: Persisted, resourceId: string): ScalableTargetRecord | undefined {
  return ownValue(scaling?.targets, resourceId);
}

/** Raises `ObjectNotFoundException`. */
export function requireTarget(state: Persisted, resourceId: string): ScalableTargetRecord {
  const target = findTarget(state, resourceId);
  if (target !== undefined) return target;
  throw objectNotFound(`No scalable target registered for ${named(resourceId)}`);
}

/** By ARN. Raises `ResourceNotFoundException`. */
export function requireTagged(state: Persisted, arn: string): ScalableTargetRecord {
  const target = targetsOf(state).find((each) => each.arn === arn);
  if (target !== undefined) return target;
  throw new AwsError('ResourceNotFoundException', 'Scalable Target not found');
}
