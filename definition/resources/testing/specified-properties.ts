import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { PropertyType, SpecDatabase } from '@aws-cdk/service-spec-types';

/** A property as AWS specifies it: its path in a template, without the places in lists. */
export type PropertyPath = readonly string[];

const loaded = loadAwsServiceSpec();

/**
 * Paths of all properties that AWS specifies for a resource type, those of nested types included; where types refer to
 * each other in a circle, once around. A custom resource has none.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-resource-specification.html
 */
export async function specifiedProperties(type: string): Promise<readonly PropertyPath[]> {
  const { specification, properties } = await specificationOf(type);
  return below(specification, properties, [], []);
}

/** Properties by name, as AWS's specification has them. */
export type Properties = Readonly<Record<string, { readonly type: PropertyType }>>;

/** AWS's specification, and the properties of a resource type in it; a custom resource has none. */
export async function specificationOf(
  type: string,
): Promise<{ readonly specification: SpecDatabase; readonly properties: Properties }> {
  const specification = await loaded;
  const [resource] = specification.lookup('resource', 'cloudFormationType', 'equals', type);
  return { specification, properties: resource?.properties ?? {} };
}

function below(
  specification: SpecDatabase,
  properties: Properties,
  path: PropertyPath,
  seen: readonly string[],
): readonly PropertyPath[] {
  return Object.entries(properties).flatMap(([name, { type }]) => [
    [...path, name],
    ...nested(specification, type, [...path, name], seen),
  ]);
}

function nested(
  specification: SpecDatabase,
  type: PropertyType,
  path: PropertyPath,
  seen: readonly string[],
): readonly PropertyPath[] {
  switch (type.type) {
    case 'array':
      return nested(specification, type.element, path, seen);
    case 'union':
      return type.types.flatMap((each) => nested(specification, each, path, seen));
    case 'ref': {
      const { $id, properties } = specification.get('typeDefinition', type.reference.$ref);
      if (seen.includes($id) || isKeyed(properties)) return [];
      return below(specification, properties, path, [...seen, $id]);
    }
    default:
      return [];
  }
}

/** Tags and attributes: the specification does not say which keys there are. */
function isKeyed(properties: Properties): boolean {
  return Object.keys(properties).toSorted().join() === 'Key,Value';
}
