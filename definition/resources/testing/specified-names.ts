import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { Property, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';

const loaded = loadAwsServiceSpec();

/**
 * Paths of the properties that seem to name resources of a type: the one property that is its identifier and that a
 * template gives, a `Name` (or the type's own, such as `RoleName`) whose change replaces the resource, and the `Name`
 * of its configuration.
 */
export async function specifiedNames(type: string): Promise<readonly string[]> {
  const specification = await loaded;
  const [resource] = specification.lookup('resource', 'cloudFormationType', 'equals', type);
  if (resource === undefined) return [];
  return [...new Set([...identifiers(resource), ...ownNames(resource), ...nested(specification, resource)])];
}

function identifiers({ primaryIdentifier = [], cfnRefIdentifier = [], properties }: Resource) {
  return [primaryIdentifier, cfnRefIdentifier].flatMap(([name = '', ...more]) =>
    more.length === 0 && Object.hasOwn(properties, name) ? [name] : [],
  );
}

function ownNames({ cloudFormationType, properties }: Resource): readonly string[] {
  return Object.entries(properties)
    .filter(([, { type, causesReplacement }]) => type.type === 'string' && causesReplacement === 'yes')
    .map(([name]) => name)
    .filter((name) => name.endsWith('Name') && cloudFormationType.endsWith(name.replace(/Name$/, '')));
}

function nested(specification: SpecDatabase, { properties }: Resource): readonly string[] {
  return Object.entries(properties).flatMap(([name, property]) =>
    name.endsWith('Config') && membersOf(specification, property).includes('Name') ? [`${name}.Name`] : [],
  );
}

function membersOf(specification: SpecDatabase, { type }: Property): readonly string[] {
  if (type.type !== 'ref') return [];
  return Object.keys(specification.get('typeDefinition', type.reference.$ref).properties);
}
