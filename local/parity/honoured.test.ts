import { beforeAll, expect, test } from 'vitest';
import { standingAt } from '../../definition/properties/schema-node.ts';
import { resourceSchemas } from '../../definition/resources/resource-schemas.ts';
import { parseTemplate, type StackDefinition } from '../../definition/template/template.ts';
import { corpusStack } from '../../definition/testing/corpus.ts';
import { storeTemplate } from '../../stack/testing/synthesize.ts';
import { findRealisation } from '../providers/resource-table.ts';
import { type MutatedProperty, mutateProperties } from './testing/mutate-properties.ts';

const environments = ['local', 'staging', 'production'];
let properties: readonly MutatedProperty[];

beforeAll(async () => {
  properties = await mutateProperties([corpusStack, ...environments.map(storeStack)]);
}, 120_000);

function storeStack(environment: string): StackDefinition {
  const template = parseTemplate(storeTemplate({ environment }).toJSON(), environment);
  return { stackName: `spree-${environment}`, region: 'ap-southeast-1', accountId: '000000000000', template };
}

/** Whether the definition of the local side says, by property or for the whole type, that nothing acts on it. */
function isRecorded({ type, path }: MutatedProperty): boolean {
  const schema = resourceSchemas[type];
  const standing = schema === undefined ? undefined : standingAt(schema, path);
  const faithfulness = findRealisation(type)?.faithfulness;
  return standing?.kind === 'recorded' || faithfulness === 'recorded' || faithfulness === 'absent';
}

const nameOf = ({ type, path }: MutatedProperty) => `${type} ${path.join('.')}`;

test('every property of the templates acts, is refused with another value, or is recorded with a reason', () => {
  const dropped = properties.filter((property) => property.outcome === 'nothing' && !isRecorded(property));
  expect(dropped.map(nameOf)).toEqual([]);
});

test('no property that acts is called recorded', () => {
  const acting = properties.filter((property) => property.outcome === 'acts' && isRecorded(property));
  expect(acting.map(nameOf)).toEqual([]);
});

test('the templates have enough properties for this to mean something', () => {
  expect(properties.length).toBeGreaterThan(400);
  expect(properties.filter(({ outcome }) => outcome === 'acts').length).toBeGreaterThan(150);
});
