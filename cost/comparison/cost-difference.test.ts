import { expect, it } from 'vitest';
import { storeTemplate, synthesize } from '../../stack/testing/synthesize.ts';
import { storeStacks, withProperties } from '../testing/store-stacks.ts';
import { costDifference } from './cost-difference.ts';
import { deployedTemplates } from './deployed-templates.ts';

const production = storeStacks('production');

it('names the items that a change makes dearer or cheaper, and nothing else', () => {
  const { items, differenceUsd, unpriced } = costDifference(
    production,
    storeStacks('production', { web: { min: 4, max: 10 }, natGateways: 1 }),
  );
  expect(items.map(({ name, before, after }) => [name, before, after])).toEqual([
    ['NAT gateways', '2 × 730 × 0.059', '1 × 730 × 0.059'],
    [
      'tasks of spree-production-web (0.5 vCPU, 1 GB): vCPU',
      '2 × 0.5 × 730 × 0.05056',
      '4 × 0.5 × 730 × 0.05056',
    ],
    ['tasks of spree-production-web (0.5 vCPU, 1 GB): memory', '2 × 730 × 0.00553', '4 × 730 × 0.00553'],
    ['public IPv4 addresses', '2 × 730 × 0.005', '1 × 730 × 0.005'],
    ['alarms, with those of the scaling policies', '27 × 0.1', '26 × 0.1'],
  ]);
  // Two more tasks for 44.98, one NAT gateway less for 46.82.
  expect(differenceUsd).toBeCloseTo(44.98 - 46.82, 2);
  expect(unpriced).toEqual({ added: [], removed: [] });
});

it('a first deployment costs the whole bill, and the same templates make no difference', () => {
  const first = costDifference([], production);
  expect(first.beforeUsd).toBe(0);
  expect(first.differenceUsd).toBe(first.afterUsd);
  expect(first.items.every(({ before, after }) => before === undefined && after !== undefined)).toBe(true);
  expect(costDifference(production, production)).toMatchObject({ items: [], differenceUsd: 0 });
});

it('what has no price is said where a change brings or removes it', () => {
  const larger = withProperties(production, 'AWS::ElastiCache::ReplicationGroup', {
    CacheNodeType: 'cache.r7g.large',
  });
  const { unpriced, items } = costDifference(production, larger);
  expect(unpriced.added.map(({ resources }) => resources)).toEqual([['CacheReplicationGroupBFE59FF3']]);
  expect(items.map(({ afterUsd }) => afterUsd)).toEqual([0]);
  expect(costDifference(larger, production).unpriced).toEqual({ added: [], removed: unpriced.added });
});

it('deployed templates are resolved in whatever order they come', () => {
  const domain = { name: 'shop.example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
  const { templates } = synthesize({ environment: 'production' }, { changes: { domain } });
  const deployed = [...templates].map(([stackName, template]) => ({
    ...{ stackName, accountId: '123456789012', template: template.toJSON() },
    region: stackName.endsWith('-certificate') ? 'us-east-1' : 'ap-southeast-1',
  }));
  const after = storeStacks('production', { domain });
  for (const order of [deployed, deployed.toReversed()]) {
    expect(costDifference(deployedTemplates(order), after)).toMatchObject({ items: [], differenceUsd: 0 });
  }
});

it('templates as CloudFormation gives them are compared with those of the app', () => {
  const template: unknown = storeTemplate({ environment: 'production' }).toJSON();
  const stack = { stackName: 'spree-production', region: 'ap-southeast-1', accountId: '123456789012' };
  const deployed = deployedTemplates([{ ...stack, template }]);
  expect(costDifference(deployed, production)).toMatchObject({ items: [], differenceUsd: 0 });
});
