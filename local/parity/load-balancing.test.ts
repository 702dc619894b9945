import { expect, test } from 'vitest';
import { standingAt } from '../../definition/properties/schema-node.ts';
import { resourceSchemas } from '../../definition/resources/resource-schemas.ts';
import { elbv2Stack } from '../../definition/testing/elbv2-stack.ts';
import { mutateProperties } from './testing/mutate-properties.ts';

test('every property of a load balancer that no template of the store has acts as well, or is recorded', async () => {
  const properties = await mutateProperties([elbv2Stack()]);
  const dropped = properties.filter(
    ({ type, path, outcome }) => outcome === 'nothing' && standingOf(type, path) !== 'recorded',
  );
  expect(dropped.map(({ type, path }) => `${type} ${path.join('.')}`)).toEqual([]);
  expect(properties.filter(({ outcome }) => outcome === 'acts').length).toBeGreaterThan(60);
});

function standingOf(type: string, path: readonly string[]) {
  const schema = resourceSchemas[type];
  return schema === undefined ? undefined : standingAt(schema, path)?.kind;
}
