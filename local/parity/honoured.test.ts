import { beforeAll, expect, test } from 'vitest';
import { resourceSchemas } from '../../definition/resources/resource-schemas.ts';
import { parseTemplate, type StackDefinition } from '../../definition/template/template.ts';
import { corpusStack } from '../../definition/testing/corpus.ts';
import { richStacks } from '../../definition/testing/rich-stack.ts';
import { storeTemplate } from '../../stack/testing/synthesize.ts';
import { actingPaths } from './testing/acting-paths.ts';
import { type MutatedProperty, mutateProperties } from './testing/mutate-properties.ts';

const environments = ['local', 'small', 'staging', 'production'];
let properties: readonly MutatedProperty[];

beforeAll(async () => {
  properties = await mutateProperties([corpusStack, ...richStacks(), ...environments.map(storeStack)]);
}, 120_000);

function storeStack(environment: string): StackDefinition {
  const template = parseTemplate(storeTemplate({ environment }).toJSON(), environment);
  return { stackName: `spree-${environment}`, region: 'ap-southeast-1', accountId: '000000000000', template };
}

const nameOf = ({ type, path }: Pick<MutatedProperty, 'type' | 'path'>) => `${type} ${path.join('.')}`;

test('every property of the templates acts, is refused with another value, or is recorded with a reason', () => {
  const dropped = properties.filter((property) => property.outcome === 'nothing' && !property.isRecorded);
  expect(dropped.map(nameOf)).toEqual([]);
});

test('no property that acts is called recorded', () => {
  const acting = properties.filter((property) => property.outcome === 'acts' && property.isRecorded);
  expect(acting.map(nameOf)).toEqual([]);
});

test('every property that is said to act stands in one of the templates, so that it is proven', () => {
  const proven = new Set(
    properties.flatMap(({ type, path }) => prefixesOf(path).map((name) => keyOf(type, name))),
  );
  const unproven = Object.entries(resourceSchemas).flatMap(([type, schema]) =>
    actingPaths(schema)
      .filter((path) => !proven.has(keyOf(type, path)) && !isParameter(type))
      .map((path) => nameOf({ type, path })),
  );
  expect(unproven).toEqual([]);
});

/** The hundreds of parameters of a server go into its configuration file by one rule, which has tests of its own. */
function isParameter(type: string): boolean {
  return ['AWS::RDS::DBParameterGroup', 'AWS::ElastiCache::ParameterGroup'].includes(type);
}

function prefixesOf(path: readonly string[]): readonly (readonly string[])[] {
  return path.map((_, index) => path.slice(0, index + 1));
}

/** Schemas of ECS have the names of its API, which begin with a small letter. */
function keyOf(type: string, path: readonly string[]): string {
  return nameOf({ type, path }).toLowerCase();
}
