import { z } from 'zod';
import { scaledService } from '../../../scaling/scaled-service.ts';
import { registerTarget } from '../../../scaling/targets.ts';
import { invalid } from '../errors.ts';
import { findTarget } from '../find.ts';
import { requireBounds } from '../input/capacity.ts';
import { requireService, resourceMembers } from '../input/scaled-resource.ts';
import { requireTags, tags } from '../input/tags.ts';
import { operation } from '../operation.ts';
import type { Persisted } from '../scaling-access.ts';

const input = z.object({
  ...resourceMembers,
  MinCapacity: z.int().optional(),
  MaxCapacity: z.int().optional(),
  /** No role is needed locally. */
  RoleARN: z.string().min(1).max(1600).optional(),
  SuspendedState: z
    .object({
      DynamicScalingInSuspended: z.boolean().optional(),
      DynamicScalingOutSuspended: z.boolean().optional(),
      ScheduledScalingSuspended: z.boolean().optional(),
    })
    .optional(),
  Tags: tags.optional(),
});

type Request = z.output<typeof input>;

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const registerScalableTarget = operation(input, (request, access) => {
  requireService(request);
  requireRole(request);
  if (request.Tags !== undefined) requireTags(request.Tags);
  return access.changeScaling((state, nowMs) => {
    const registered = register(state, request, nowMs);
    return {
      state: registered,
      result: { ScalableTargetARN: findTarget(registered, request.ResourceId)?.arn },
    };
  });
});

function register(state: Persisted, request: Request, nowMs: number): Persisted {
  const { ResourceId: resourceId, SuspendedState: suspended = {}, Tags } = request;
  const before = findTarget(state, resourceId);
  const { MinCapacity = before?.state.minCapacity, MaxCapacity = before?.state.maxCapacity } = request;
  if (MinCapacity === undefined) throw invalid('Minimum capacity must be specified');
  if (MaxCapacity === undefined) throw invalid('Maximum capacity must be specified');
  requireBounds({ MinCapacity, MaxCapacity });
  const service = scaledService(state.cluster, resourceId);
  if (service === undefined) throw invalid(`ECS service doesn't exist: ${resourceId}`);
  if (before !== undefined && Tags !== undefined) throw alreadyTagged();
  const registration = {
    ...{ resourceId, minCapacity: MinCapacity, maxCapacity: MaxCapacity },
    suspended: suspension(suspended),
    ...(Tags === undefined ? {} : { tags: Tags }),
  };
  return registerTarget(state, service, registration, nowMs);
}

function requireRole({ RoleARN: role }: Request): void {
  if (role !== undefined && !role.startsWith('arn:')) throw invalid(`'${role}' is not a valid ARN`);
}

/** What is not named stays as it is. */
function suspension(given: NonNullable<Request['SuspendedState']>) {
  const { DynamicScalingInSuspended: scaleIn, DynamicScalingOutSuspended: scaleOut } = given;
  const { ScheduledScalingSuspended: scheduledScaling } = given;
  return {
    ...(scaleIn === undefined ? {} : { scaleIn }),
    ...(scaleOut === undefined ? {} : { scaleOut }),
    ...(scheduledScaling === undefined ? {} : { scheduledScaling }),
  };
}

function alreadyTagged() {
  return invalid(
    'The scalable target that you tried to tag already exists. To update tags on an existing scalable target, use the TagResource API.',
  );
}
