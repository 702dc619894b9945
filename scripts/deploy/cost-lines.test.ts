import { expect, test } from 'vitest';
import type { Environment } from '../../stack/environments/environment.ts';
import { synthesize } from '../../stack/testing/synthesize.ts';
import { costLines } from './cost-lines.ts';

const account = '111122223333';
const domain = { name: 'shop.example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

function stacks(changes: Partial<Environment> = {}) {
  const { templates } = synthesize({ environment: 'production' }, { changes: { domain, ...changes } });
  return [...templates].map(([name, template]) => ({
    ...{ name, account, template: template.toJSON() as unknown },
    region: name.endsWith('-certificate') ? 'us-east-1' : 'ap-southeast-1',
  }));
}

const planned = stacks();
const deployed = (changes: Partial<Environment> = {}) =>
  new Map(stacks(changes).map(({ name, template }) => [name, template]));

test('a first deployment says what the store will cost', () => {
  expect(costLines(new Map(), planned, 'production')).toEqual([
    '331.00 USD a month with the minimum of tasks and an assumed use: npx -y pnpm@12 cost --env production',
  ]);
});

test('a deployment that changes nothing of the bill says so', () => {
  expect(costLines(deployed(), planned, 'production')).toEqual(['331.00 USD a month, as before']);
});

test('a change is said with its items, the largest first', () => {
  expect(costLines(deployed({ natGateways: 1 }), planned, 'production')).toEqual([
    '+46.82 USD a month: 331.00 instead of 284.18, with the minimum of tasks and an assumed use',
    '+43.07: NAT gateways (1 × 730 × 0.059 → 2 × 730 × 0.059)',
    '+3.65: public IPv4 addresses (1 × 730 × 0.005 → 2 × 730 × 0.005)',
    '+0.10: alarms, with those of the scaling policies (26 × 0.1 → 27 × 0.1)',
  ]);
});

test('what has no price is named', () => {
  const cache = { nodeType: 'cache.r7g.large', nodes: 2 } as const;
  expect(costLines(deployed(), stacks({ cache }), 'production')).toEqual([
    '−36.50 USD a month: 294.50 instead of 331.00, with the minimum of tasks and an assumed use',
    '−36.50: cache nodes (redis, cache.t3.micro) (2 × 730 × 0.025 → none)',
    expect.stringMatching(
      /^no price: AWS::ElastiCache::ReplicationGroup CacheReplicationGroup\w+ \(cache nodes/,
    ),
  ]);
});

test('a region without prices is no reason not to deploy', () => {
  const elsewhere = planned.map((stack) => ({ ...stack, region: 'eu-west-1' }));
  expect(costLines(new Map(), elsewhere, 'production')).toEqual([
    "not known: There are no prices of the region 'eu-west-1' in the repository.",
  ]);
});
