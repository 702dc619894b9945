import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { costReport } from '../../cost/report/cost-report.ts';
import { storeStacks, withProperties } from '../../cost/testing/store-stacks.ts';
import { usageWith } from '../../cost/usage/usage.ts';
import { fewerNatGateways, onSpot } from '../../cost/what-ifs/what-ifs.ts';
import { costText } from './cost-text.ts';

const usage = usageWith();
const production = storeStacks('production');
const report = costReport(production, { usage });

it('the text has each item with its computation and how well its price is known, and the sums', () => {
  const text = costText(report);
  expect(text).toMatch(/^NAT gateways +2 × 730 × 0\.059 +86\.14$/m);
  expect(text).toMatch(/^cache nodes .* planning value +36\.50$/m);
  expect(text).toMatch(/^ +298\.46$/m);
  expect(text).toContain('Total 331.00');
  expect(text).toMatch(/^maximum +10 spree-production-web and 5 spree-production-worker +555\.91 +224\.91$/m);
  expect(text).toMatch(/^--nat 1 +46\.82 +If the Availability Zone/m);
  expect(text).not.toContain('there is no price');
});

it('what was asked for is named with what it saves, and what has no price with its reason', () => {
  const larger = withProperties(production, 'AWS::ElastiCache::ReplicationGroup', {
    CacheNodeType: 'cache.r7g.large',
  });
  const text = costText(costReport(larger, { usage, whatIfs: [fewerNatGateways(1), onSpot('workers')] }));
  expect(text).toContain('Not in the bill, for there is no price:');
  expect(text).toContain("no price 'elasticache/redis/cache.r7g.large' in the table of ap-southeast-1");
  expect(text).toMatch(/Together they save 49\.07 of \d+\.\d\d\./);
  expect(text).toMatch(/Spot.*between \d+\.\d\d and \d+\.\d\d\. Fargate Spot has no list price/);
});

it('docs/costs.md explains each member of the report, and the members of an item', () => {
  const [, section = ''] = readFileSync('docs/costs.md', 'utf8').split('## `--json`');
  const explained = [...section.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  const items = [...report.fixed.items, ...report.variable.items];
  const members = new Set([report, ...items, ...report.unpriced, ...report.options].flatMap(Object.keys));
  expect([...members].filter((name) => !explained.includes(name))).toEqual([]);
});

it('docs/costs.md has each what-if that the report offers', () => {
  const page = readFileSync('docs/costs.md', 'utf8');
  const options = report.options.map(({ option }) => option.split(' ')[0]);
  expect(options.filter((option) => !page.includes(`| \`${option}`))).toEqual([]);
});
