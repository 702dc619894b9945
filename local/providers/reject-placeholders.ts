import { standingAt } from '../../definition/properties/schema-node.ts';
import { describePlace, type Place } from '../../definition/resolution/place.ts';
import type { ResourceReference } from '../../definition/resolution/resolver.ts';
import { resourceSchemas } from '../../definition/resources/resource-schemas.ts';
import type { Template } from '../../definition/template/template.ts';
import { Failure } from '../../failure/failure.ts';
import { ownValue } from '../../json/own-value.ts';
import { provisionOf } from './resource-table.ts';

/**
 * Fails with `TEMPLATE_PLACEHOLDER` for a reference to a value that only AWS can provide, such as an attribute of a custom
 * resource, where its placeholder would reach something that runs here. What nothing acts on may hold one.
 */
export function rejectPlaceholder(template: Template, reference: ResourceReference): void {
  const { logicalId, attribute, place } = reference;
  const type = ownValue(template.Resources, logicalId)?.Type ?? '';
  if (!provisionOf(logicalId, type).placeholders?.(attribute) || !runsLocally(template, place)) return;
  const wanted = attribute === 'Ref' ? logicalId : `${logicalId}.${attribute}`;
  throw new Failure(
    'TEMPLATE_PLACEHOLDER',
    `${describePlace(place)} refers to ${wanted} (${type}), whose value only AWS can provide: ${provisionOf(logicalId, type).why}`,
    {
      hint: `In the CDK app, set ${describePlace(propertyOf(place))} to another value if the environment is local.`,
    },
  );
}

/** Policies are stored but not enforced, so what they name is not needed. */
const notEnforced: ReadonlySet<string> = new Set([
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
]);

function runsLocally(template: Template, place: Place): boolean {
  const [logicalId, , ...path] = propertyOf(place);
  const type = ownValue(template.Resources, String(logicalId))?.Type;
  if (type === undefined || notEnforced.has(type)) return false;
  if (provisionOf(String(logicalId), type).provider === 'none') return false;
  const schema = ownValue(resourceSchemas, type);
  const names = path.filter((step) => typeof step === 'string');
  return schema === undefined || standingAt(schema, names)?.kind !== 'recorded';
}

/** The place of the property itself, without the functions that make its value. */
function propertyOf(place: Place): Place {
  const call = place.findIndex((step) => step === 'Ref' || String(step).startsWith('Fn::'));
  return call < 0 ? place : place.slice(0, call);
}
