import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { defaults } from './environments/defaults.ts';
import { small } from './environments/small.ts';
import { environments } from './environments.ts';
import { storeTemplate } from './testing/synthesize.ts';

const page = readFileSync('docs/environments.md', 'utf8');
const [settings = '', smallSection = ''] = page.split('\n## ').slice(1);

it('docs/environments.md has a row for each setting, and for nothing else', () => {
  const rows = [...settings.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []);
  expect(rows.toSorted()).toEqual(Object.keys(small).toSorted());
});

it('docs/environments.md names each size of small that is not that of production', () => {
  const differing = Object.entries(defaults).filter(
    ([name, value]) =>
      JSON.stringify(Object.entries(small).find(([key]) => key === name)?.[1]) !== JSON.stringify(value),
  );
  expect(differing.map(([name]) => name)).toEqual(['web', 'worker', 'database', 'cache', 'natGateways']);
  const sizes = [
    `${defaults.web.min} to ${defaults.web.max} | ${small.web.min} to ${small.web.max}`,
    `${defaults.worker.min} to ${defaults.worker.max} | ${small.worker.min} to ${small.worker.max}`,
    `db.${defaults.database.instanceType}\` with a standby | \`db.${small.database.instanceType}\` without`,
    `two \`${defaults.cache.nodeType}\` | one \`${small.cache.nodeType}\``,
    `${defaults.natGateways} | ${small.natGateways}`,
  ];
  expect(sizes.filter((size) => !smallSection.includes(size))).toEqual([]);
});

/** Cells of the rows of the table of prices, without the sum. */
const priceRows = [
  ...page.matchAll(/^\| ([^|]+) \| ([\d.]+ × [^|]+) \| ([\d.]+) \| ([\d.]+ × [^|]+) \| ([\d.]+) \|$/gm),
];

const product = (text: string) => text.split(' × ').reduce((result, factor) => result * Number(factor), 1);

it('docs/environments.md computes its prices right, item by item and in all', () => {
  expect(priceRows.length).toBeGreaterThan(10);
  for (const [, , production = '', first, smallCell = '', second] of priceRows) {
    expect([product(production).toFixed(2), product(smallCell).toFixed(2)]).toEqual([first, second]);
  }
  const sums = [3, 5].map((cell) => priceRows.reduce((sum, row) => sum + Number(row[cell]), 0).toFixed(2));
  expect(page).toContain(`| **sum** | | **${sums[0]}** | | **${sums[1]}** |`);
});

it.each([
  ['production', 2],
  ['small', 4],
] as const)('docs/environments.md counts what the template of %s has', (environment, cell) => {
  const template = storeTemplate({ environment });
  const count = (type: string) => Object.keys(template.findResources(type)).length;
  const counted = Object.fromEntries(priceRows.map((row) => [row[1], Number(row[cell]?.split(' × ')[0])]));
  expect(counted).toMatchObject({
    'NAT gateways': count('AWS::EC2::NatGateway'),
    'public IPv4 addresses': count('AWS::EC2::EIP'),
    'load balancer, without capacity units': count('AWS::ElasticLoadBalancingV2::LoadBalancer'),
    'read replica': count('AWS::RDS::DBInstance') - 1,
    'secrets, with that of the mail server': count('AWS::SecretsManager::Secret') + 1,
    'alarms, with two of each scaling policy':
      count('AWS::CloudWatch::Alarm') + 2 * count('AWS::ApplicationAutoScaling::ScalingPolicy'),
    'web tasks (0.5 vCPU, 1 GiB)': environments[environment].web.min,
    'worker tasks (0.25 vCPU, 0.5 GiB)': environments[environment].worker.min,
    'cache nodes': environments[environment].cache.nodes,
  });
});
