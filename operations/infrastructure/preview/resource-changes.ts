import type { TemplateDiff } from '@aws-cdk/cloudformation-diff';
import type { Effect, ResourceChange } from './infrastructure-preview.ts';
import { interruptionOf } from './interruptions.ts';
import { isSecurityRelevant } from './security-relevant.ts';
import { isStateful } from './stateful-types.ts';

type Resources = TemplateDiff['resources'];
type ResourceDifference = ReturnType<Resources['get']>;

/** By the library's names; a resource without a change is none of them. */
const effects: Readonly<Record<string, Effect>> = {
  WILL_CREATE: 'created',
  WILL_UPDATE: 'updated',
  MAY_REPLACE: 'maybe replaced',
  WILL_REPLACE: 'replaced',
  WILL_DESTROY: 'deleted',
  WILL_ORPHAN: 'left behind',
  WILL_IMPORT: 'imported',
};

/** How much a change costs those who rely on the resource, least first. */
const order: readonly Effect[] = [
  'created',
  'imported',
  'updated',
  'replaced, the old one stays',
  'left behind',
  'maybe replaced',
  'replaced',
  'deleted',
];

/** Each resource that changes: security-relevant first, then what is lost, then by type and logical id. */
export function resourceChanges({ resources }: Pick<TemplateDiff, 'resources'>): readonly ResourceChange[] {
  return Object.entries(resources.changes)
    .flatMap(([logicalId, difference]) => changeOf(logicalId, difference))
    .toSorted(
      (one, other) =>
        Number(other.isSecurityRelevant) - Number(one.isSecurityRelevant) ||
        weightOf(other) - weightOf(one) ||
        compare(`${one.type} ${one.logicalId}`, `${other.type} ${other.logicalId}`),
    );
}

function changeOf(logicalId: string, difference: ResourceDifference): readonly ResourceChange[] {
  const effect = effectOf(difference);
  if (effect === undefined) return [];
  const type = difference.newResourceType ?? difference.oldResourceType ?? '';
  // Of a resource that comes or goes, all properties do: its permissions and rules are listed by themselves.
  const properties = difference.isAddition || difference.isRemoval ? [] : changedNames(difference);
  return [
    {
      ...{ logicalId, type, effect, properties, isStateful: isStateful(type) },
      interruption: effect === 'updated' ? interruptionOf(type, properties) : undefined,
      isSecurityRelevant: isSecurityRelevant(type, properties),
    },
  ];
}

/** Undefined where nothing changes. A revision of a task definition is a resource of its own, and those before it stay. */
function effectOf({ changeImpact, oldValue }: ResourceDifference): Effect | undefined {
  const effect = effects[changeImpact];
  const isKept = effect === 'replaced' && /^Retain/.test(String(oldValue?.UpdateReplacePolicy ?? ''));
  return isKept ? 'replaced, the old one stays' : effect;
}

function changedNames({ propertyUpdates, otherChanges }: ResourceDifference): readonly string[] {
  return [...Object.keys(propertyUpdates), ...Object.keys(otherChanges)].toSorted(compare);
}

/** What is lost of a resource that holds data weighs more than any other change. */
function weightOf({ effect, isStateful: holdsState }: ResourceChange): number {
  const lost = order.indexOf(effect);
  return holdsState && lost >= order.indexOf('maybe replaced') ? lost + order.length : lost;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
