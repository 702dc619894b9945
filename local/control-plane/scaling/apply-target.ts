import { isDeepStrictEqual } from 'node:util';
import type { ScalableTarget, ScalingPolicy, ScheduledAction } from '../../../definition/model/scaling.ts';
import { ownValue } from '../../../json/own-value.ts';
import type { ScalableTargetRecord } from '../model/scaling-state.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { deletePolicy, putPolicy } from './policies.ts';
import { scaledService } from './scaled-service.ts';
import { scalingOf, withTarget } from './scaling-parts.ts';
import { deleteScheduledAction, putScheduledAction } from './scheduled-actions.ts';
import { registerTarget } from './targets.ts';

/** A change of a target, given what the changes before it made of it. */
type Command = (state: PersistedState, target: ScalableTargetRecord) => PersistedState;

/** Takes in one target of a template, with all that it has. */
export function applyTarget(state: PersistedState, defined: ScalableTarget, nowMs: number): PersistedState {
  const registered = applyBounds(state, defined, nowMs);
  const { resourceId } = defined;
  const commands = [
    tagsCommand(defined),
    ...removals(ownValue(scalingOf(registered).targets, resourceId), defined),
    ...defined.policies.map((policy) => policyCommand(policy, nowMs)),
    ...defined.scheduledActions.map((action) => actionCommand(action, nowMs)),
  ];
  return commands.reduce((before, command) => {
    const target = ownValue(scalingOf(before).targets, resourceId);
    return target === undefined ? before : command(before, target);
  }, registered);
}

function applyBounds(state: PersistedState, defined: ScalableTarget, nowMs: number): PersistedState {
  const { resourceId, logicalId, minCapacity, maxCapacity, suspended } = defined;
  const service = scaledService(state.cluster, resourceId);
  const { tags, ...before } = ownValue(scalingOf(state).targets, resourceId)?.template ?? {};
  const template = { logicalId, minCapacity, maxCapacity, suspended };
  if (service === undefined || isDeepStrictEqual(before, template)) return state;
  const registration = {
    ...{ resourceId, minCapacity, maxCapacity },
    template: tags === undefined ? template : { ...template, tags },
    suspended: {
      scaleIn: suspended.dynamicScalingIn,
      scaleOut: suspended.dynamicScalingOut,
      scheduledScaling: suspended.scheduledScaling,
    },
  };
  return registerTarget(state, service, registration, nowMs);
}

/** Gives a target the template's tags, and takes those that the template had before; others stay. */
function tagsCommand({ tags = {} }: ScalableTarget): Command {
  return (state, target) => {
    const { template } = target;
    if (template === undefined || isDeepStrictEqual(template.tags ?? {}, tags)) return state;
    const others = Object.entries(target.tags).filter(([key]) => !Object.hasOwn(template.tags ?? {}, key));
    return withTarget(state, {
      ...target,
      template: { ...template, tags },
      tags: { ...Object.fromEntries(others), ...tags },
    });
  };
}

/** What the template made, and no longer has. */
function removals(target: ScalableTargetRecord | undefined, defined: ScalableTarget): readonly Command[] {
  const kept = new Set(defined.policies.map(({ policyName }) => policyName));
  const keptActions = new Set(defined.scheduledActions.map(({ scheduledActionName: name }) => name));
  const policies = Object.entries(target?.policies ?? {}).filter(
    ([name, { owner }]) => owner === 'template' && !kept.has(name),
  );
  const actions = Object.entries(target?.scheduledActions ?? {}).filter(
    ([name, { owner }]) => owner === 'template' && !keptActions.has(name),
  );
  return [
    ...policies.map(([name]) => deletionOf(deletePolicy, name)),
    ...actions.map(([name]) => deletionOf(deleteScheduledAction, name)),
  ];
}

function deletionOf(
  remove: (state: PersistedState, target: ScalableTargetRecord, name: string) => PersistedState,
  name: string,
): Command {
  return (state, target) => remove(state, target, name);
}

function policyCommand(policy: ScalingPolicy, nowMs: number): Command {
  return (state, target) => {
    const before = ownValue(target.policies, policy.policyName);
    const isAsDefined = before?.owner === 'template' && isDeepStrictEqual(before.policy, policy);
    return isAsDefined ? state : putPolicy(state, target, { policy, owner: 'template' }, nowMs);
  };
}

function actionCommand(action: ScheduledAction, nowMs: number): Command {
  return (state, target) => {
    const before = ownValue(target.scheduledActions, action.scheduledActionName);
    const isAsDefined = before?.owner === 'template' && isDeepStrictEqual(before.action, action);
    return isAsDefined ? state : putScheduledAction(state, target, { action, owner: 'template' }, nowMs);
  };
}
