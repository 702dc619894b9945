import { scalableTargetArn } from '../../../definition/model/scaling-arns.ts';
import { ownValue } from '../../../json/own-value.ts';
import { withoutAlarms } from '../../cloudwatch/alarms/delete-alarms.ts';
import { setBounds } from '../../scaling/targets/set-bounds.ts';
import type { ServiceState } from '../model/cluster-state.ts';
import type { ScalableTargetRecord } from '../model/scaling-state.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { changeTarget } from './change-target.ts';
import { keepFormerActivities } from './former-activities.ts';
import { readService, scaledService } from './scaled-service.ts';
import { alarmsIn, scalingOf, without, withTarget } from './scaling-parts.ts';

/** What a target is registered with; what is absent stays as it is. */
export interface Registration {
  readonly resourceId: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly suspended?: Partial<ScalableTargetRecord['state']['suspended']>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly template?: ScalableTargetRecord['template'];
}

const running = { scaleOut: false, scaleIn: false, scheduledScaling: false };

/**
 * Registers a target, or changes one that is. New bounds act on the desired count at once.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function registerTarget(
  state: PersistedState,
  service: ServiceState,
  registration: Registration,
  nowMs: number,
): PersistedState {
  const { resourceId, minCapacity, maxCapacity, suspended, tags, template } = registration;
  const before = ownValue(scalingOf(state).targets, resourceId) ?? newTarget(state, registration, nowMs);
  const record = {
    ...before,
    state: { ...before.state, suspended: { ...before.state.suspended, ...suspended } },
    tags: { ...before.tags, ...tags },
    ...(template === undefined ? {} : { template }),
  };
  const reading = readService(state.cluster, service);
  const registered = withTarget(withoutFormerActivities(state, resourceId), record);
  return changeTarget(registered, record, service, nowMs, (moment) =>
    setBounds(record.state, { minCapacity, maxCapacity }, reading, moment),
  );
}

/** It goes on with the activities of the one that was registered before it, as those belong to the resource. */
function newTarget(
  state: PersistedState,
  { resourceId, minCapacity, maxCapacity }: Registration,
  nowMs: number,
): ScalableTargetRecord {
  const activities = ownValue(scalingOf(state).formerActivities, resourceId) ?? [];
  return {
    state: { resourceId, minCapacity, maxCapacity, suspended: running, cooldowns: {}, activities },
    arn: scalableTargetArn(state.cluster, resourceId),
    createdAtMs: nowMs,
    tags: {},
    policies: {},
    scheduledActions: {},
    decisions: [],
  };
}

function withoutFormerActivities(state: PersistedState, resourceId: string): PersistedState {
  const { targets, formerActivities = {} } = scalingOf(state);
  if (ownValue(formerActivities, resourceId) === undefined) return state;
  return { ...state, scaling: { targets, formerActivities: without(formerActivities, resourceId) } };
}

/**
 * Forgets a target with its policies, their alarms and its scheduled actions. What was done stays to be read.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
 */
export function deregisterTarget(state: PersistedState, resourceId: string, nowMs: number): PersistedState {
  const scaling = scalingOf(state);
  const record = ownValue(scaling.targets, resourceId);
  if (record === undefined) return state;
  const names = Object.values(record.policies).flatMap(({ alarmNames }) => alarmNames);
  const former = { ...scaling.formerActivities, [resourceId]: record.state.activities };
  const formerActivities = keepFormerActivities(former, nowMs);
  return {
    ...state,
    alarms: withoutAlarms(alarmsIn(state), names),
    scaling: { targets: without(scaling.targets, resourceId), formerActivities },
  };
}

/** Without the targets whose services are deleted: Application Auto Scaling forgets them by itself. */
export function withoutDeletedServices(state: PersistedState, nowMs: number): PersistedState {
  return Object.keys(scalingOf(state).targets)
    .filter((resourceId) => scaledService(state.cluster, resourceId) === undefined)
    .reduce((before, resourceId) => deregisterTarget(before, resourceId, nowMs), state);
}
